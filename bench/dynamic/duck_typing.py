"""Duck-typed dispatch over unrelated classes."""
import sys


class Circle:
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return 3 * self.radius * self.radius

    def scale(self, factor):
        return Circle(self.radius * factor)


class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side

    def scale(self, factor):
        return Square(self.side * factor)


class Group:
    def __init__(self, parts):
        self.parts = parts

    def area(self):
        total = 0
        for part in self.parts:
            total += part.area()
        return total

    def scale(self, factor):
        return Group([part.scale(factor) for part in self.parts])


def run(size):
    shapes = [Circle(1), Square(2), Group([Circle(2), Square(3), Group([Square(1)])])]
    total = 0
    for i in range(size):
        for shape in shapes:
            total += shape.scale(i % 5).area()
    return total


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 30000))
