# Abstract classes, protocols, mixins, singledispatch, operators between classes, total ordering.
import functools
import math
from abc import ABC, abstractmethod
from typing import Protocol, runtime_checkable


@runtime_checkable
class HasArea(Protocol):
    def area(self) -> float: ...


class Comparable:
    def __lt__(self, other):
        return self.area() < other.area()

    def __eq__(self, other):
        return isinstance(other, HasArea) and math.isclose(self.area(), other.area())

    __hash__ = None


class Shape(Comparable, ABC):
    def __init__(self, name):
        self.name = name

    @abstractmethod
    def area(self):
        ...

    @property
    @abstractmethod
    def corners(self): ...

    def __format__(self, spec):
        return f"{self.name}={self.area():{spec or '.1f'}}"


class Circle(Shape):
    corners = 0

    def __init__(self, r):
        super().__init__("circle")
        self.r = r

    def area(self):
        return math.pi * self.r**2


class Polygon(Shape):
    def __init__(self, *points):
        super().__init__(f"polygon{len(points)}")
        self.points = points

    @property
    def corners(self):
        return len(self.points)

    def area(self):
        pairs = zip(self.points, self.points[1:] + self.points[:1])
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


class Plot:
    def area(self):
        return 7.0


@functools.singledispatch
def describe(value):
    return f"something {value!r}"


@describe.register
def _(value: Shape):
    return f"shape {value}"


@describe.register(int)
@describe.register(float)
def _(value):
    return f"number {value}"


@describe.register(list)
def _(value):
    return "[" + ", ".join(describe(item) for item in value) + "]"


@functools.total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(int(p) for p in text.split("."))

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __hash__(self):
        return hash(self.parts)

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


square, tri, disc = Polygon((0, 0), (2, 0), (2, 2), (0, 2)), Polygon((0, 0), (4, 0), (0, 2)), Circle(1)
print(f"{square} {tri:.3f} {disc:8.2e}|")
print(sorted([square, disc, tri])[0].name, square == tri, square != disc, max([disc, square]).name)
print([isinstance(x, HasArea) for x in (square, Plot(), 3)], square == Polygon((0, 0), (4, 0), (4, 1), (0, 1)))
for cls in (Shape, Circle):
    try:
        cls("x").area()
    except TypeError as e:
        print(type(e).__name__, str(e).split(" for ")[0][:36])
print(describe([1, 2.5, "x", [square]]), [s.corners for s in (disc, tri)])
print(sorted(map(Version, "1.2 1.10 1.1.9 0.9".split())), Version("1.0") >= Version("0.9"), len({Version("1.0"), Version("1.0")}))
print(Shape.__abstractmethods__ == frozenset({"area", "corners"}), issubclass(Circle, Comparable), Circle.__mro__[-1])
