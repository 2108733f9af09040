# What recurses inside the runtime ends by RecursionError too, and the program goes on.
def build(n, f):
    x = f(None)
    for i in range(n):
        x = f(x)
    return x
def case(name, f):
    try:
        f()
        print(name, "done")
    except RecursionError as e:
        print(name, "RecursionError")
    except Exception as e:
        print(name, type(e).__name__)
N = 100000
a = build(N, lambda x: [x]); b = build(N, lambda x: [x])
case("list eq", lambda: a == b)
case("list lt", lambda: a < b)
ta = build(N, lambda x: (x,)); tb = build(N, lambda x: (x,))
case("tuple eq", lambda: ta == tb)
da = build(N, lambda x: {1: x}); db = build(N, lambda x: {1: x})
case("dict eq", lambda: da == db)
class N1:
    def __init__(self, n): self.next = n
    def __eq__(self, o): return self.next == o.next
    def __repr__(self): return "N" + repr(self.next)
    def __hash__(self): return hash(self.next)
na = build(N, N1); nb = build(N, N1)
case("user eq", lambda: na == nb)
case("user repr", lambda: repr(na))
case("user hash", lambda: hash(na))
case("str", lambda: str(na))
case("fmt", lambda: f"{na!r}")
case("sorted", lambda: sorted([a, b]))
class W:
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __str__(self): return str(self)
    def __iter__(self): return iter(self)
    def __getitem__(self, i): return self[i]
    def __contains__(self, i): return i in self
w = W()
case("len", lambda: len(w))
case("bool", lambda: bool(w))
case("str", lambda: str(w))
case("iter", lambda: iter(w))
case("get", lambda: w[0])
case("in", lambda: 1 in w)
def deep(x, k): 
    return sorted([1, 2], key=lambda v: deep(v, k + 1))
case("key", lambda: deep(1, 0))
def mp(x): return list(map(mp, [x]))
case("map", lambda: mp(1))
del a, b, ta, tb, da, db, na, nb
print("freed")
