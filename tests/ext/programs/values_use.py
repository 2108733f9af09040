import fractions
import array

import values as v

for x in (None, True, 5, -(2**61), 2**61, 2**64, -(10**40), 1.5, 0.0, -0.0, float("inf"), "", "abc", "é€\U0001f600", "\ud800", b"", b"\0\xff", (), (1, (2, "x")),
          frozenset({1, 2}), ..., NotImplemented, 2j, 1e300, 5e-324):
    y = v.same(x)
    print(repr(x), y == x, type(y) is type(x), v.kind(x))
nan = v.same(float("nan"))
print(nan != nan, v.pair(1, "a"), v.big(50) == 3**50, ascii(v.text(2)), v.raw(5), v.fresh(4))
for x in ([1], {1: 2}, {3}, bytearray(b"x"), object, lambda: 1, fractions.Fraction(1, 3), print, array.array("i", [1])):
    print(v.same(x) is x)
k = v.get_kept()
print(k == [1, 2], k is v.get_kept(), list(k), len(k), k[0], k[1:], 2 in k)
v.grow()
k.append("z")
print(list(v.get_kept()), list(v.table["a"]))
k[0] = 9
del k[1]
print(list(k), [*reversed(list(k))])
items = [1]
print(v.append(items, [2]) is items, items, v.total([1, 2.5]), v.total(range(10)), v.total(x for x in (1, 2)), v.total({1: 2, 3: 4}))
d = {"x": 1}
print(v.update(d, "x", 2), v.update(d, "y", 5), d)
print(v.operators(fractions.Fraction(1, 3), 2), v.operators(2, fractions.Fraction(1, 3)), v.operators(3, 4.5))
print(v.inplace(items, [3]) is items, items, v.inplace(fractions.Fraction(1, 2), 1), v.inplace("a", "b"))
print(v.slices([1, 2, 3, 4]), v.slices("abcd"), v.slices((1, 2, 3, 4)))


class Thing:
    def __init__(self):
        self.name, self.items = "thing", [1, 2, 3]

    def method(self, a, key=None):
        return a, key, self.name

    def __call__(self, x):
        return x * 2

    def __bool__(self):
        return False

    def __len__(self):
        return 11

    def __hash__(self):
        return 77

    def __repr__(self):
        return "<thing>"

    def __contains__(self, x):
        return x == 3


t = Thing()
print(v.use(t), t.name, t.items)


class Text(str):
    pass


class Number(int):
    def __add__(self, other):
        return "added"


print(type(v.same(Text("x"))) is Text, v.operators(Number(1), 2)[0], v.is_instance(t, Thing), v.is_instance(3, (int, str)), v.is_instance("x", Thing))
print(callable(v.same), v.same.__name__)
