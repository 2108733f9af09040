# Open classes as programs use them: exceptions with mixins, all kinds of special methods, iterators.
class AppError(Exception):
    def __init__(self, msg, code=1):
        super().__init__(msg)
        self.code = code
class NetError(AppError): pass
class Mixin:
    def tag(self): return "tag:" + type(self).__name__
class Both(NetError, Mixin):
    pass
def f(n):
    if n == 0: raise Both("zero", 7)
    if n == 1: raise NetError("one")
    raise ValueError("other")
for i in range(3):
    try:
        f(i)
    except NetError as e:
        print("net", e, e.code, type(e).__name__, isinstance(e, AppError))
        if isinstance(e, Mixin): print(e.tag())
    except Exception as e:
        print("exc", repr(e))
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x); return self
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __getitem__(self, i): return self.items[i]
    def __contains__(self, x): return x in self.items
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0]); return True
    def __call__(self, n): return n * 2
    def __getattr__(self, name): return name.upper()
    def __eq__(self, o): return isinstance(o, Stack) and self.items == o.items
    def __add__(self, o): 
        s = Stack(); s.items = self.items + list(o); return s
    def __radd__(self, o): return "radd"
    def __iadd__(self, o): self.items += o; return self
    def __bool__(self): return len(self.items) > 1
    def __repr__(self): return f"Stack({self.items})"
    def __format__(self, spec): return f"<{spec}>"
    def __hash__(self): return 5
    def __lt__(self, o): return len(self) < len(o)
    def __neg__(self): return "neg"
    def __index__(self): return 1
    def __reversed__(self): return iter("rev")
    def __delitem__(self, i): del self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
s = Stack().push(1).push(2)
print(len(s), list(s), s[0], 2 in s, s(4), s.foo, s == Stack(), s + [3], [1] + s, bool(s), f"{s:x}", hash(s), -s, [10, 20][s], list(reversed(s)), max([s, Stack()], key=len), sorted([s, Stack()])[0])
s += [9]; s[0] = 5; del s[1]; print(s, {s: 1}, *s)
with s as t:
    raise KeyError("x")
a, b = s; print(a, b)
def gen():
    class It:
        def __init__(self, n): self.n = n
        def __iter__(self): return self
        def __next__(self):
            if self.n == 0: raise StopIteration
            self.n -= 1
            return self.n
    return It(3)
print([x for x in gen()], sum(gen()), list(map(str, gen())), dict(enumerate(gen())), sorted(gen()), tuple(gen()), set(gen()))
class P:
    count = 0
    def __init__(self): P.count += 1; type(self).last = self
    @classmethod
    def make(cls, *a, **k): return cls(*a, **k)
    @staticmethod
    def util(x=3): return x
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x
    @v.deleter
    def v(self): del self._v
    def __new__(cls, *a): return object.__new__(cls)
p = P.make(); p.v = 3; print(p.v, P.count, P.last is p, p.util(), P.util(5)); del p.v
try: p.v
except AttributeError as e: print(e)
try: p.nope()
except AttributeError as e: print(e)
try: P(1, 2).x
except TypeError as e: print(e)
def deco(cls):
    cls.extra = lambda self: "extra " + self.name
    return cls
@deco
class Q:
    name = "q"
print(Q().extra(), Q.__name__)
class Temp:
    def __init__(self, c): self.c = c
    def __getattr__(self, n):
        if n == "f": return self.c * 9 / 5 + 32
        raise AttributeError(n)
t = Temp(100)
print(t.f, hasattr(t, "g"), getattr(t, "k", "dflt"), t.__dict__)
