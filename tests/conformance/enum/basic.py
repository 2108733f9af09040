# Enum: look-up by value and name, aliases, methods, errors.
from enum import Enum

class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def hot(self): return self in (Color.RED, Color.CRIMSON)
    @property
    def low(self): return self.name.lower()
    @classmethod
    def default(cls): return cls.GREEN
print(Color.RED, Color(2), Color["BLUE"], list(Color), Color.RED.name, Color.RED.value, Color.RED is Color(1))
print(Color.CRIMSON, Color.CRIMSON is Color.RED, len(Color), Color.RED.hot(), Color.BLUE.low, Color.default(), Color, repr(Color.RED))
print(Color.__members__, Color.RED == 1, Color.RED != Color.BLUE, {Color.RED: "r"}[Color(1)], isinstance(Color.RED, Color), Color.RED in Color)
try:
    Color(9)
except ValueError as e:
    print(e)
try:
    Color["PINK"]
except KeyError as e:
    print(repr(e))
try:
    Color.RED = 3
except AttributeError as e:
    print(e)
