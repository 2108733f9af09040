class Shape:
    sides = 0

    def __init__(self, name, size=1.0):
        self.name = name
        self.size = size

    def area(self):
        return 0.0

    def describe(self):
        return f"{self.name}: {self.area():.2f} {self.sides!r}"


class Square(Shape):
    sides = 4

    def __init__(self, size):
        super().__init__("square", size)

    def area(self):
        return self.size * self.size


for shape in [Shape("none"), Square(3.0)]:
    print(shape.describe())
