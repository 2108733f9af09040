"""What pickle writes comes back, by every protocol but those of the newest readers."""

import collections
import copyreg
import datetime
import enum
import fractions
import pickle


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a = a
        self.b = b

    def __getstate__(self):
        return (self.a, self.b)

    def __setstate__(self, state):
        self.a, self.b = state

    def __eq__(self, other):
        return (self.a, self.b) == (other.a, other.b)

    __hash__ = None


class Stack(list):
    name = "stack"


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


Row = collections.namedtuple("Row", "id name")


class Custom:
    def __init__(self, text):
        self.text = text

    def __reduce__(self):
        return Custom, (self.text.upper(),)


stack = Stack([1, 2])
stack.name = "mine"
VALUES = [None, True, 0, -1, 255, 2**31, -2**70, 1.5, float("inf"), "", "text é 😀\n", b"", b"\x00\xff", [], [1, [2, [3]]],
          (), (1,), (1, 2, 3, 4), {}, {"a": {"b": 1}}, {1, 2}, frozenset([3]), Point(1, [2]), Slotted(1, "b"), Colour.GREEN,
          Row(1, "x"), 3 + 4j, range(2, 9, 3), collections.OrderedDict(a=1), collections.Counter("abca"),
          collections.deque([1, 2], 5), datetime.date(2024, 2, 29), fractions.Fraction(2, 3), len, Point, Colour,
          bytearray(b"ab"), collections.defaultdict(list, a=[1])]
for protocol in range(4):
    for value in VALUES:
        back = pickle.loads(pickle.dumps(value, protocol))
        if back != value or type(back) is not type(value):
            print("differs", protocol, value, back)
    back = pickle.loads(pickle.dumps(stack, protocol))
    print(protocol, type(back).__name__, back, back.name, pickle.loads(pickle.dumps(Custom("up"), protocol)).text)
    cycle = [1]
    cycle.append(cycle)
    back = pickle.loads(pickle.dumps(cycle, protocol))
    print(back[1] is back, back)
    shared = [0]
    pair = pickle.loads(pickle.dumps((shared, shared), protocol))
    print(pair[0] is pair[1], pickle.loads(pickle.dumps(Colour.RED, protocol)) is Colour.RED)
    error = pickle.loads(pickle.dumps(ValueError("bad", 3), protocol))
    print(type(error).__name__, error.args)

print(pickle.dumps([1, "a"], 0), pickle.dumps((1, None), 2))
try:
    pickle.dumps(lambda: 0, 2)
except (pickle.PicklingError, AttributeError) as error:
    print("refused")
try:
    pickle.loads(b"\x80\x02")
except (EOFError, pickle.UnpicklingError) as error:
    print(type(error).__name__)


class Money:
    def __init__(self, cents):
        self.cents = cents


copyreg.pickle(Money, lambda money: (Money, (money.cents + 1,)))
print(pickle.loads(pickle.dumps(Money(41), 2)).cents)
