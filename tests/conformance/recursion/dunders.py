def t(name, f):
    try:
        f()
        print(name, 'ok')
    except RecursionError as e:
        print(name, 'RecursionError', len(str(e)) > 20)
    except Exception as e:
        print(name, type(e).__name__, str(e)[:60])
N = 200000
class A:
    def __init__(self, x): self.x = x
    def __repr__(self): return repr(self.x)
class B:
    def __eq__(self, o): return self == o
    def __hash__(self): return hash(self)
    def __lt__(self, o): return self < o
    def __add__(self, o): return self + o
    def __getattr__(self, n): return getattr(self, n + 'x')
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __getitem__(self, i): return self[i]
    def __contains__(self, i): return i in self
    def __iter__(self): return iter(self)
    def __call__(self): return self()
    def __str__(self): return str(self)
    def __format__(self, s): return format(self, s)
    def __int__(self): return int(self)
    def __index__(self): return [1][self]
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): return False
    def __setattr__(self, n, v): setattr(self, n, v)
    def __delitem__(self, k): del self[k]
    def __neg__(self): return -self
    def __round__(self, n=None): return round(self)
    def __reversed__(self): return reversed(self)
b = B()
t('repr inst', lambda: repr(A(A(1))))
a = A(1)
a.x = a
t('repr cycle', lambda: repr(a))
t('eq', lambda: b == b)
t('hash', lambda: hash(b))
t('dict', lambda: {b: 1})
t('lt', lambda: b < b)
t('sort', lambda: [b, b].sort())
t('add', lambda: b + 1)
t('attr', lambda: b.foo)
t('len', lambda: len(b))
t('item', lambda: b[1])
t('in', lambda: 1 in b)
t('iter', lambda: list(b))
t('call', lambda: b())
t('str', lambda: str(b))
t('fmt', lambda: f'{b}')
t('int', lambda: int(b))
t('neg', lambda: -b)
t('round', lambda: round(b))
t('rev', lambda: reversed(b))
def key(x): return sorted([x, x], key=key)
t('key', lambda: sorted([1,2], key=key))
def m(x): return list(map(m, [x]))
t('map', lambda: m(1))
def g(x):
    yield from g(x)
t('gen', lambda: list(g(1)))
def g2(x):
    for y in g2(x): yield y
t('gen2', lambda: list(g2(1)))
