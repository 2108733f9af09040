# dataclass: order, frozen, inheritance, keyword-only fields, InitVar.
from dataclasses import dataclass, field, fields, asdict, astuple, replace, is_dataclass, KW_ONLY, InitVar, FrozenInstanceError, make_dataclass
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
    note: str = field(default="", compare=False, repr=False)
print(V(1) < V(1, 1), sorted([V(2), V(1, 5), V(1)]), V(1, 2, "a") == V(1, 2, "b"), hash(V(1)) == hash(V(1)), {V(1): "one"}[V(1)])
try:
    V(1).major = 3
except FrozenInstanceError as e:
    print(type(e).__name__, e)
@dataclass
class Base:
    a: int = 1
@dataclass
class Derived(Base):
    b: int = 2
    a: int = 10
    total: int = field(init=False)
    def __post_init__(self):
        self.total = self.a + self.b
print(Derived(), Derived(b=5), [f.name for f in fields(Derived)])
@dataclass
class Kw:
    a: int
    _: KW_ONLY
    b: int = 3
    c: int
    def __repr__(self): return f"Kw<{self.a},{self.b},{self.c}>"
print(Kw(1, c=2))
try:
    Kw(1)
except TypeError as e:
    print(e)
@dataclass
class Init:
    n: int
    scale: InitVar[int] = 2
    def __post_init__(self, scale): self.n *= scale
print(Init(3), Init(3, 5))
