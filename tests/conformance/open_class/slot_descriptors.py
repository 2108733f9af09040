# What a class shows of its slots.
class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Named(Point):
    __slots__ = ("name",)


p = Point(1, 2)
print(Point.x, type(Point.x).__name__, Point.x.__name__, Point.x.__objclass__ is Point)
print(Point.x.__get__(p), Point.x.__get__(p, Point), Point.__dict__["y"].__get__(p))
Point.x.__set__(p, 5)
print(p.x)
Point.y.__delete__(p)
print(hasattr(p, "y"))
for call in (lambda: Point.y.__get__(p), lambda: Point.x.__get__(object()), lambda: Point.y.__delete__(p)):
    try:
        call()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)
print(Named.x == Point.x, Named.name.__objclass__ is Named, Point.x.__get__(None, Point) == Point.x)
print(sorted(name for name in Named.__dict__ if not name.startswith("_")), getattr(Named, "y"))
import types
print(isinstance(Point.x, types.MemberDescriptorType))
