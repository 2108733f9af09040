g = (x * x for x in range(5))
print(g.__class__.__name__, next(g), list(g))
squares = (i * 2 for i in [1, 2, 3] if i != 2)
for s in squares:
    print(s)

def f(values, k):
    total = 0
    evens = (v + k for v in values if v % 2 == 0)
    k = 100
    for e in evens:
        total += e
    return total
print(f([1, 2, 3, 4], 10))
def pairs(n):
    return ((i, j) for i in range(n) for j in range(i) if i != j)
print(list(pairs(4)))
print(set(x for x in "abc") == {"a", "b", "c"})
def chain(*its):
    return (x for it in its for x in it)
print(list(chain([1], "ab", (2.5,))))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
def show(g):
    print(type(g).__name__, list(g))
show(x for x in [1, 2])
show((x, y) for x, y in {"a": 1}.items())
class C:
    def __init__(self): self.v = [3, 4]
    def __iter__(self): return (x + 1 for x in self.v)
    def scaled(self, k): return (x * k for x in self)
print(list(C()), list(C().scaled(2.5)))
print(next((x for x in [1, 5, 9] if x > 3), None), next((x for x in [] if x), "none"))
print(list(map(lambda x: x, (c.upper() for c in "xy"))))
print(dict((k, v) for k, v in [("a", 1)]), dict(zip("ab", (n for n in range(9)))))
print(",".join(str(x) for x in (y for y in [1, 2])), sum((x for x in [1.5, 2]), 3))
def lazily():
    def loud(x):
        print("eval", x)
        return x
    g = (loud(x) for x in [1, 2, 3])
    print("made")
    print(next(g))
    return any(loud(x) > 1 for x in [1, 2, 3])
print(lazily())
gens = [(lambda k: (x + k for x in range(2)))(k) for k in range(2)]
print([list(g) for g in gens])
funcs = list((lambda: i) for i in range(3))
print([fn() for fn in funcs])
print(repr(x for x in [])[:33])
def nested(m):
    return [sum(row[i] for row in m) for i in range(2)], list((a for a in r) for r in [])
print(nested([[1, 2], [3, 4]]))
print(max((len(w), w) for w in "a bbb cc".split()))
g = (x for x in [1, 2, 3])
print(2 in g, list(g))
a, b = (x for x in "pq")
print(a, b, *(x for x in range(3)))
m = {k: v for k, v in ((i, i * i) for i in range(3))}
print(m)
