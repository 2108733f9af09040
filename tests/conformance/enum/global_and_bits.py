# global_enum, and flags taken apart.
import enum
from enum import Enum, Flag, IntFlag


@enum.global_enum
class Color(Enum):
    RED = 1
    GREEN = 2


print(repr(Color.RED), str(Color.GREEN), Color.RED.name)


class Plain(IntFlag):
    A = 1
    B = 4


print(list(Plain.A | Plain.B), repr(Plain(5)), Plain(4).name)
