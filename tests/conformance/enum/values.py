# Enum: tuples and __init__, mixed-in types, __new__, _missing_, auto, unique, the functional form.
from enum import Enum, auto, unique

class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    def ratio(self): return round(self.mass / self.radius, 3)
print(Planet.EARTH, Planet.EARTH.mass, Planet.MARS.ratio(), Planet.MARS.value)
class Mixed(str, Enum):
    A = "a"
    B = "b"
print(Mixed.A, Mixed.A == "a", f"{Mixed.B}", repr(Mixed.A), Mixed.A.value, Mixed("b"))
class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.title()
    NORTH = auto()
    SOUTH = auto()
print([m.value for m in Auto])
class Miss(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "a" else None
print(Miss("a"))
try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
F = Enum("F", "X Y Z")
print(F.X, list(F), F("X") if False else F(1))
class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        return obj
    PX = (0, "P.X")
    PY = (1, "P.Y")
print(Coord.PX, Coord.PY.label, Coord(1), Coord.PY[0])
class Base(Enum):
    def describe(self): return f"{self.name}={self.value}"
class Child(Base):
    A = 1
print(Child.A.describe())
try:
    class Sub(Planet):
        PINK = 4
except TypeError as e:
    print(e)
class Color(Enum):
    RED = 1
    GREEN = 2


d = {c: c.value for c in Color}
print(d, hash(Color.RED) == hash("RED"), Color.RED.__class__, type(Color.RED) is Color, Color.__name__, Color.RED.__objclass__)
