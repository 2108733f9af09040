# Subclasses of sets, bytes and exceptions with __new__; methods of built-in classes by name.
class St(set):
    def add(self, x): super().add(x * 10)
q = St([1, 2]); q.add(3); print(sorted(q), q, q | {5}, 2 in q, len(q), q == {1, 2, 30}, type(q | {1}))
class Fz(frozenset): pass
print(Fz([1]), hash(Fz([1, 2])) == hash(frozenset([1, 2])))
class B(bytes): pass
print(B(b"abc"), B(b"abc")[0], B(b"ab") + b"c", B(b"x") == b"x", B(b"abc").hex())
class E(Exception):
    def __new__(cls, *a): return super().__new__(cls, *a)
    def __init__(self, msg, code):
        super().__init__(msg)
        self.code = code
try:
    raise E("bad", 4)
except E as e:
    print(e, e.code, e.args, repr(e))
class E2(E, KeyError): pass
try:
    raise E2("k", 1)
except KeyError as e:
    print(type(e).__mro__, e.code)
print(int.__add__(1, 2), str.__len__("abc"), list.__getitem__([1, 2], 1), dict.__contains__({1: 2}, 1), [].__len__(), (3).__add__(4), "a".__eq__("a"), "a".__add__("b"))
