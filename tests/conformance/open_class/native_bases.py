# Classes that extend iterators, deque and partial.
from collections import deque
from functools import partial


class Recent(deque):
    def __init__(self, items=(), limit=None, label="none"):
        super().__init__(items, limit)
        self.label = label

    def append(self, item):
        super().append(item)
        self.label = f"after {item}"


recent = Recent([1, 2, 3], 2, label="first")
print(recent, recent.label, len(recent), recent.maxlen)
recent.append(9)
print(list(recent), recent.label, recent[0], 9 in recent)
print(Recent([4]) + recent, recent * 2, type(recent.copy()).__name__)
print(recent == deque([3, 9]), recent < deque([4]), isinstance(recent, deque))
try:
    recent.maxlen = 5
except AttributeError as error:
    print("AttributeError")


class Numbered(enumerate):
    pass


class Tagged(zip):
    def __next__(self):
        return ("z", super().__next__())


class Backwards(reversed):
    pass


class Mapped(map):
    pass


class Kept(filter):
    pass


print(list(Numbered("ab", 3)), list(Tagged([1, 2], [3, 4])))
print(list(Backwards([1, 2, 3])), list(Backwards("abc")))
print(list(Mapped(str, [1, 2])), list(Kept(None, [0, 1, 2])), next(Mapped(len, ["abc"])))
print(isinstance(Numbered(""), enumerate), Numbered.__mro__[1].__name__)


class Call(partial):
    kind = "call"

    def twice(self, *args):
        return self(*args), self(*args)


call = Call(int, base=2)
call.note = 4
print(call("101"), call.twice("11"), call.kind, call.note, call.func, call.keywords)
again = Call(call, "111")
print(again(), again.args)
