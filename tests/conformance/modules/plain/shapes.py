print("loading", __name__)
COUNT = 0


class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


def area_of(shape):
    return shape.area()


def make():
    global COUNT
    COUNT += 1
    return COUNT
