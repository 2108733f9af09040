# Documentation that is made, metadata, weak slots, what is not overwritten.
import dataclasses
import weakref
from dataclasses import dataclass, field, make_dataclass
from typing import ClassVar


@dataclass
class A:
    x: int
    y: str = "a"
    z: float = field(default=1.5, kw_only=True)


@dataclass
class B:
    """Own words."""
    x: int


print(A.__doc__, B.__doc__, sep=" | ")


@dataclass
class Marked:
    x: int = field(default=0, metadata={"unit": "m"})


meta = dataclasses.fields(Marked)[0].metadata
print(meta["unit"], dict(meta))
try:
    meta["unit"] = "s"
except TypeError:
    print("TypeError")


@dataclass
class Own:
    x: int

    def __init__(self, x):
        self.x = x * 2


print(Own(3))


@dataclass(slots=True)
class Weak:
    x: int
    z: int = field(default=7, init=False)


print(Weak(1), Weak.__slots__)
for make in (lambda: dataclass(weakref_slot=True)(B),
             lambda: make_dataclass("C", ["for"]),
             lambda: make_dataclass("C", ["a", "a"])):
    try:
        make()
    except TypeError as error:
        print(error)


class Base:
    size = 4


@dataclass
class Late(Base):
    size: int
    kind: ClassVar[str] = "late"


print(Late(), Late(5), [f.name for f in dataclasses.fields(Late)])
Made = make_dataclass("Made", [("a", int), ("b", int, 3)], bases=(Base,))
print(Made(1), Made(1).size, Made.__mro__[1] is Base)
