# refused: decorator, line 6
class Box:
    def __init__(self):
        self.n = 1

    @property
    def size(self):
        return self.n


print(Box().size)
