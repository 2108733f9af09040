# Subclasses of dict and list: overridden methods are used exactly where CPython uses them.
class D(dict):
    def __missing__(self, key):
        return "missing " + str(key)
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)
d = D(a=1)
d["b"] = 2
print(d, d["a"], d["zz"], d.get("zz"), len(d), list(d), "B" in d, isinstance(d, dict), d == {"a": 1, "B": 2})
d.update(c=3); print(d, sorted(d.items()), d.pop("a"), dict(d), {**d})
d.extra = 5
print(d.extra, d.__dict__)
class L(list):
    def __init__(self, *a):
        super().__init__(*a)
        self.log = []
    def append(self, x):
        self.log.append(x)
        super().append(x)
    def __getitem__(self, i):
        r = super().__getitem__(i)
        return ("item", r)
l = L([3, 1, 2])
l.append(9)
print(l, l[0], l[1:], len(l), l.log, sorted(l), [x for x in l], l + [5], l == [3, 1, 2, 9], type(l + [1]), l * 2)
l.sort(); print(l, l.index(9), 3 in l, bool(l), bool(L()))
l += [7]; print(type(l).__name__, l)
for x in l: print(x, end=" ")
print()
