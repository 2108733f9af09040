# dataclass: __init__ and its errors, __repr__, __eq__, fields, asdict, replace.
from dataclasses import dataclass, field, fields, asdict, astuple, replace, is_dataclass, KW_ONLY, InitVar, FrozenInstanceError, make_dataclass
@dataclass
class Point:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    def norm(self): return self.x * self.x + self.y * self.y
p = Point(1)
print(p, p == Point(1, 2), p != Point(2), p.norm(), p.tags, Point.y, Point.__match_args__)
p.tags.append("a"); print(p, Point(3, y=4))
for args, kw in [((), {}), ((1, 2, 3, 4), {}), ((1,), {"z": 3}), ((1,), {"x": 3})]:
    try:
        Point(*args, **kw)
    except TypeError as e:
        print(e)
@dataclass
class Line:
    start: Point
    end: Point
    meta: dict = field(default_factory=dict)
l = Line(Point(0, 0), Point(1, 1), {"k": [Point(5)]})
print(asdict(l)); print(astuple(l)); print(replace(l, end=Point(9)))
print(is_dataclass(l), is_dataclass(Line), is_dataclass(3))
try:
    hash(p)
except TypeError as e:
    print(e)
@dataclass(eq=False)
class NoEq:
    x: int
print(NoEq(1) == NoEq(1))
@dataclass(slots=True)
class Sl:
    x: int
    y: int = 5
s = Sl(1)
print(s, hasattr(s, "__dict__"), Sl.__slots__)
try:
    s.z = 1
except AttributeError as e:
    print("no z")
C = make_dataclass("C", ["x", ("y", int), ("z", int, field(default=5))])
print(C(1, 2), C(1, 2, 3) == C(1, 2, 3))
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: int
except TypeError as e:
    print(str(e)[:46])
@dataclass
class Tree:
    value: int
    left: "Tree | None" = None
    right: "Tree | None" = None
    def total(self):
        return self.value + (self.left.total() if self.left else 0) + (self.right.total() if self.right else 0)
print(Tree(1, Tree(2), Tree(3, Tree(4))), Tree(1, Tree(2), Tree(3, Tree(4))).total())
match Point(1, 2):
    case Point(x=1, y=yy): print("matched", yy)
match Point(7, 8):
    case Point(a, b): print("pos", a, b)
@dataclass
class Empty: pass
print(Empty(), Empty() == Empty())
