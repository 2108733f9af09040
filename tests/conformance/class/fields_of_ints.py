"""Fields that hold small ints, until somebody stores a big one."""
from dataclasses import dataclass, replace
import copy

@dataclass
class P:
    x: int = 0
    y: int = 1

@dataclass(frozen=True)
class Q:
    a: int
    b: int = 5

class Plain:
    def __init__(self, n):
        self.n = n
        self.m = 0
    def bump(self):
        self.m += 1
        return self.m

class Sub(Plain):
    def __init__(self, n):
        super().__init__(n)
        self.k = 3

def big(v):
    v.n = 10**25
    return v.n + 1

p = P(10**30, 2)
p.y += 1
print(p, p.x + 1, p.y * 2)
p2 = replace(p, y=10**20)
print(p2.y + 1, p2)
q = Q(10**22)
print(q.a + q.b, q)
s = Sub(4)
print(s.n, s.k + 1, big(s), s.n, s.bump(), s.bump())
c = copy.copy(s)
print(c.n + 1, c.m)
setattr(c, "k", 10**19)
print(c.k + 1)
class W:
    def __init__(self):
        self.big = 1
w = W()
for i in range(70):
    w.big *= 2
print(w.big)
class Z:
    count = 0
    def __init__(self):
        self.v = 1
objs = [Z(), Z()]
for name in ["v"]:
    for o in objs:
        setattr(o, name, 10**18 * 4)
print([o.v + o.v for o in objs])
class E(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code
try:
    raise E(10**19)
except E as e:
    print(e.code + 1)
def any_obj(o):
    o.tally = 2**62
    return o
class T:
    def __init__(self):
        self.tally = 0
t = any_obj([T(), 5][0])
print(t.tally + t.tally)


class Counter:
    def __init__(self, step):
        self.step = step
        self.total = 0
        self.low = 0

    def add(self, times):
        for _ in range(times):
            self.total += self.step
            self.low -= 1
            if self.low < -3:
                self.low = 3
        return self.total


def squares(box, n):
    for _ in range(n):
        box.value = box.value * box.value
    return box.value


class Value:
    def __init__(self, value):
        self.value = value


class Other:
    """Its field has the slot of Value's."""

    def __init__(self):
        self.tiny = 1


print(Counter(3).add(10), Counter(2**60).add(5), Counter(-(2**61)).add(3), Counter(1).low)
print(squares(Value(3), 7), squares(Value(-2), 3), squares(Value(2), 2))
other = Other()
other.tiny = other.tiny << 5
print(other.tiny, other.tiny * 2**40 > 2**44)
