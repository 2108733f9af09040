from typing import NamedTuple


class Point(NamedTuple):
    """A place."""

    x: int
    y: int = 0

    def length2(self) -> int:
        return self.x ** 2 + self.y ** 2

    @property
    def mirrored(self):
        return Point(self.y, self.x)

    @classmethod
    def origin(cls):
        return cls(0)


p = Point(3, 4)
print(p, p.length2(), p.mirrored, Point.origin(), p.x, p[1], len(p), list(p))
print(Point._fields, Point._field_defaults, p._replace(x=1), p._asdict(), Point._make([7, 8]))
print(p == (3, 4), hash(p) == hash((3, 4)), p < Point(4), Point(x=1, y=2), isinstance(p, tuple))
x, y = p
print(x, y, Point.__doc__, Point.__name__, Point.__annotations__ == {"x": int, "y": int})
match p:
    case Point(x=a, y=b):
        print("matched", a, b)
for call in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=2)):
    try:
        call()
    except TypeError:
        print("TypeError")
try:
    p.x = 5
except AttributeError:
    print("AttributeError")


class Employee(NamedTuple):
    name: str
    salary: float = 10.5
    tags: tuple = ()

    def __str__(self):
        return f"<{self.name}>"


class Manager(Employee):
    def raise_(self, by):
        return self._replace(salary=self.salary + by)


e = Employee("ann", tags=("a",))
m = Manager("bob", 20.0)
print(e, repr(e), str(m), repr(m), m.raise_(5).salary, type(m.raise_(1)).__name__)
print(sorted([Employee("z"), Employee("a"), Employee("a", 1.0)]))
Old = NamedTuple("Old", [("a", int), ("b", str)])
print(Old(1, "x"), Old._fields)
people = {Point(1, 2): "one", Point(2, 1): "two"}
print(people[(1, 2)], people[Point(2, 1)])
