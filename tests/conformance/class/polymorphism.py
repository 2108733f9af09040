class Shape:
    def area(self):
        raise NotImplementedError("area")

    def describe(self):
        return "%s with area %.2f" % (self.name(), self.area())

    def name(self):
        return "shape"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side

    def name(self):
        return "square"


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3.14159 * self.r**2

    def name(self):
        return "circle"


class Cube(Square):
    def area(self):
        return 6 * super().area()


class Duck:
    def describe(self):
        return "quack"

    def area(self):
        return "no area"


things = [Square(2), Circle(1.5), Cube(3), Duck(), Shape(), Square(2.5)]
for t in things:
    try:
        print(t.describe(), t.area())
    except NotImplementedError as e:
        print("not implemented", e)
total = 0
for t in things:
    if isinstance(t, Shape) and (isinstance(t, Square) or isinstance(t, Circle)):
        total += t.area()
print("%.3f" % total)
print(sorted([s.area() for s in things[:3]]), [isinstance(t, Square) for t in things])
makers = {"square": Square, "circle": Circle}
print([makers[k](2).area() for k in sorted(makers)], [c(3).name() for c in (Square, Circle, Cube)])
