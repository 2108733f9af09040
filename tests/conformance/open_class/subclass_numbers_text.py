# Subclasses of str, int, float and tuple.
class S(str):
    def __new__(cls, v, tag=None):
        o = super().__new__(cls, v)
        o.tag = tag
        return o
    def shout(self): return self.upper() + "!"
s = S("hello", tag=3)
print(s, repr(s), s.tag, s.shout(), s + " x", "x " + s, len(s), s[1:3], s == "hello", hash(s) == hash("hello"), {s: 1}["hello"], {"hello": 2}[s], type(s.strip()), type(str(s)), f"{s:>8}", "%s" % s, ", ".join([s, s]), s.startswith(S("he")), s in "hello world", "ell" in s, sorted([S("b"), S("a")]))
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def double(self): return self * 2
    def __repr__(self): return f"I({int(self)})"
i = I(5)
print(i, str(i), i + 1, 1 + i, i * i, i == 10, i > 3, 3 < i, hash(i), i.double(), [0]*11 and list(range(20))[i], int(i), float(i), -i, abs(i), type(i + 0), bool(I(0)), i.bit_length(), i // 3, 7 % i, divmod(i, 3), i & 6, ~i, f"{i:05d}", "%d" % i, round(i), isinstance(i, int), i in {10: 1}, {10: "ten"}[i], range(i), i ** 2, hex(i))
class F(float):
    def half(self): return self / 2
f = F(2.5)
print(f, repr(f), f.half(), f + 1, 1 - f, f == 2.5, type(f), f.is_integer(), f"{f:.2f}", sum([f, f]), max(f, 1), int(f))
class T(tuple):
    def __new__(cls, *items): return super().__new__(cls, items)
    @property
    def first(self): return self[0]
t = T(1, 2, 3)
print(t, t.first, len(t), t + (4,), t[1:], hash(t) == hash((1, 2, 3)), t == (1, 2, 3), {t: 1}[(1, 2, 3)], t.count(1), [*t], isinstance(t, tuple))
a, b, c = t
print(a, b, c, T.__mro__)
