class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

    def __add__(self, other):
        if not isinstance(other, Vec):
            return NotImplemented
        return Vec(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        if other == 0:
            return self
        return NotImplemented

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __truediv__(self, k):
        return Vec(self.x / k, self.y / k)

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __pos__(self):
        return self

    def __invert__(self):
        return Vec(self.y, self.x)

    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __eq__(self, other):
        return isinstance(other, Vec) and self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __le__(self, other):
        return abs(self) <= abs(other)

    def __hash__(self):
        return hash((self.x, self.y))

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __call__(self, k=2, *more):
        return self * k, more

    def __round__(self, digits=None):
        return Vec(round(self.x, digits), round(self.y, digits))

    def __format__(self, spec):
        return f"<{self.x:{spec}}|{self.y:{spec}}>" if spec else repr(self)


a, b = Vec(1, 2), Vec(3, 4)
print(a + b, b - a, a * 3, 3 * a, a @ b, b / 2, -a, +a, ~a, abs(b))
print(sum([a, b, Vec(10, 10)]), a == Vec(1, 2), a != b, a < b, a > b, a <= b, a >= b)
print(sorted([b, a]), max(a, b), min([b, a]), (a, b) <= (a, b), [a] < [b], {a: 1}[Vec(1, 2)])
c = a
a += b
print(a, c is a, a(), a(3, 4, 5), round(Vec(1.26, 2.34), 1), round(Vec(1.6, 2.4)))
print(f"{a}", f"{a:.2f}", "{:>4}".format(a), format(a, "d"))
a *= 2
print(a, c)
total = Vec(0, 0)
for i in range(1000):
    total = total + Vec(i, 1) * 2
print(total)


class Number:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __int__(self):
        return self.value + 1

    def __float__(self):
        return self.value / 2

    def __divmod__(self, other):
        return "divmod", other

    def __floordiv__(self, other):
        return self.value // other

    def __mod__(self, other):
        return self.value % other

    def __pow__(self, other):
        return self.value ** other

    def __rpow__(self, other):
        return other ** self.value

    def __lshift__(self, other):
        return "<<", other

    def __rrshift__(self, other):
        return other, ">>"

    def __and__(self, other):
        return "and"

    def __ror__(self, other):
        return "ror"

    def __xor__(self, other):
        return NotImplemented


n = Number(3)
print([10, 20, 30, 40][n], "abcdef"[:n], list(range(n)), int(n), float(n), hex(n), 2 * [n.value])
print(divmod(n, 7), n // 2, n % 2, n ** 2, 2 ** n, pow(n, 3), n << 1, 5 >> n, n & 1, 1 | n)


class Loud:
    def __gt__(self, other):
        return "gt"

    def __ge__(self, other):
        return []

    def __ne__(self, other):
        return "ne"


class Quiet(Loud):
    def __lt__(self, other):
        return "quiet lt"

    def __radd__(self, other):
        return "quiet radd"

    def __add__(self, other):
        return "quiet add"


class Plain:
    def __add__(self, other):
        return "plain add"


class PlainChild(Plain):
    def __radd__(self, other):
        return "child radd"


print(Loud() > 1, 1 < Loud(), Loud() >= 1, 1 <= Loud(), Loud() != 1, Loud() == 1)
print(Loud() > Quiet(), Quiet() > Loud(), Quiet() + 1, 1 + Quiet())
print(Plain() + PlainChild(), PlainChild() + Plain(), Plain() + 1)


class Box:
    def __init__(self):
        self.items = {}

    def __setitem__(self, key, value):
        self.items[key] = value

    def __getitem__(self, key):
        return self.items[key]

    def __delitem__(self, key):
        del self.items[key]

    def __len__(self):
        return len(self.items)

    def __reversed__(self):
        return reversed(list(self.items))

    def __or__(self, other):
        made = Box()
        made.items = {**self.items, **other.items}
        return made

    def __ior__(self, other):
        self.items.update(other)
        return self


box = Box()
box["a"], box["b"] = 1, 2
del box["a"]
box["c"] = 3
box["c"] += 4
both = box | Box()
both |= {"z": 26}
print(box.items, list(reversed(box)), both.items, len(both))
for work in [
    lambda: a + 1,
    lambda: "x" + a,
    lambda: n ^ 1,
    lambda: n - 1,
    lambda: a < 1,
    lambda: Plain() < Plain(),
    lambda: -Plain(),
    lambda: abs(Plain()),
    lambda: Plain()(),
    lambda: [1][Plain()],
    lambda: int(Plain()),
    lambda: float(Plain()),
    lambda: Plain() @ 1,
    lambda: sum([Plain()]),
    lambda: round(Plain()),
    lambda: divmod(Plain(), 1),
    lambda: 1 - n,
]:
    try:
        print(work())
    except TypeError as error:
        print("TypeError", error)
try:
    a -= 1
except AttributeError as error:
    print(error)
