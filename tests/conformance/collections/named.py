from collections import namedtuple

Point = namedtuple("Point", "x y")
p = Point(1, 2)
print(p, p.x, p.y, p[0], p[-1], len(p), p == (1, 2), p == Point(1, 2), hash(p) == hash((1, 2)))
x, y = p
print(x + y, Point(y=5, x=4), Point(1, y=2), p._replace(x=9), p._asdict(), Point._fields)
print(Point._make([7, 8]), isinstance(p, tuple), sorted([Point(2, 1), Point(1, 5)]), p + (3,))
for bad in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(), lambda: Point(1, z=2, y=3),
            lambda: Point(1, 2, x=3), lambda: Point._make([1])):
    try:
        bad()
    except TypeError as e:
        print(e)
try:
    p.x = 3
except AttributeError as e:
    print(e)
try:
    p._replace(q=1)
except (TypeError, ValueError) as e:
    print(type(e).__name__ in ("TypeError", "ValueError"), "unexpected field names: ['q']" in str(e))
Account = namedtuple("Account", ["type", "balance"], defaults=[0])
print(Account("premium"), Account("basic", 5), Account._field_defaults)
print(namedtuple("R", "def class x x", rename=True)._fields)
for args in (("A", "x x"), ("A", "_x"), ("A", "class"), ("1A", "x"), ("A", "x-y")):
    try:
        namedtuple(*args)
    except ValueError as e:
        print(e)
try:
    namedtuple("A", "x", defaults=(1, 2))
except TypeError as e:
    print(e)


class Vector(namedtuple("Vector", "x y z")):
    __slots__ = ()

    @property
    def norm(self):
        return (self.x**2 + self.y**2 + self.z**2) ** 0.5

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self, other)))


v = Vector(1, 2, 2)
print(v, v.norm, v + v, v._replace(z=0), Vector._fields, type(v).__name__)
match p:
    case Point(x=a, y=b):
        print("matched", a, b)
match v:
    case (a, b, c):
        print(a, b, c)
match Account("x"):
    case Account(kind, 0):
        print("empty", kind)
print(Point.__doc__, Point.__name__, Point.x.__doc__, {p: "key"}[Point(1, 2)])
print(max([Point(1, 9), Point(3, 0)], key=lambda q: q.y), [*map(Point._make, [(1, 2), (3, 4)])])
Empty = namedtuple("Empty", "")
print(Empty(), len(Empty()))
