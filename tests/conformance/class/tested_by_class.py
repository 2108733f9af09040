"""Methods chosen by class, tests with isinstance, attributes of what may be None."""


class Shape:
    def __init__(self, size):
        self.size = size

    def area(self):
        raise NotImplementedError

    def twice(self):
        return self.area() * 2


class Square(Shape):
    def area(self):
        return self.size * self.size


class Tile(Square):
    def area(self):
        return super().area() + 1


class Circle(Shape):
    def area(self):
        return self.size * 3


class Line:
    def __init__(self):
        self.size = 7

    def area(self):
        return 0

    def twice(self):
        return -1


def total(shapes):
    result = 0
    for shape in shapes:
        if shape is None:
            continue
        result += shape.twice()
        if isinstance(shape, Square) and not isinstance(shape, Tile):
            result += 1000
        elif isinstance(shape, (Tile, Circle)):
            result += 100
        if isinstance(shape, Shape) or shape.size == 7:
            result += shape.size
    return result


def pick(flag, first, second):
    found = first if flag else second
    if found is not None and (found.size > 2 or isinstance(found, Line)) and not (found.size == 5):
        return found.area()
    return None if found is None or found.size == 5 else -found.size


def any_of(x):
    if isinstance(x, Shape):
        return "shape" + str(x.size)
    if isinstance(x, int) or isinstance(x, str) and x:
        return "plain" + str(x)
    return "other"


print(total([Square(2), None, Tile(3), Circle(4), Line()]), total([]), total([None]))
print(pick(True, Square(3), None), pick(False, Square(3), None), pick(True, Line(), Tile(1)))
print(pick(False, None, Tile(1)), pick(True, Circle(5), None))
print([any_of(x) for x in (Tile(2), 5, "a", "", None, 2.5, Line(), True)])
try:
    Shape(1).twice()
except NotImplementedError as e:
    print("not implemented", e)
