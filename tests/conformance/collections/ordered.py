from collections import OrderedDict

d = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
d.move_to_end("a")
print(list(d))
d.move_to_end("c", last=False)
print(list(d))
d["d"] = 4
d.move_to_end("d", False)
d.move_to_end("d", False)
print(list(d.items()), len(d))
for key in "abcd":
    d.move_to_end(key, last=False)
print(list(d), list(reversed(d)), d["a"])
print(d.popitem(), d.popitem(last=False), list(d.items()))
try:
    d.move_to_end("zz")
except KeyError as e:
    print("KeyError", e)
try:
    OrderedDict().popitem()
except KeyError as e:
    print("KeyError", e)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1))
print({"b": 2, "a": 1} == OrderedDict(a=1, b=2), OrderedDict(a=1) != OrderedDict(a=1))
print(OrderedDict(), bool(OrderedDict()), isinstance(d, dict))
print(list(OrderedDict.fromkeys("abcab", 0).items()))
e = d.copy()
e["x"] = 9
print(list(e), list(d), type(e).__name__)
print(list((d | {"n": 1}).items()), type({"n": 1} | d).__name__)
d |= {"m": 2}
print(list(d), list(reversed(d.items())), list(reversed(d.keys())), list(reversed(d.values())))
d.update(a=0)
del d["c"]
d.setdefault("s", []).append(1)
print(list(d.items()), d.pop("s"), d.pop("none", None))
d.clear()
print(len(d), list(d))


class Lru:
    def __init__(self, size):
        self.size = size
        self.items = OrderedDict()

    def get(self, key):
        if key not in self.items:
            return None
        self.items.move_to_end(key)
        return self.items[key]

    def put(self, key, value):
        self.items[key] = value
        self.items.move_to_end(key)
        if len(self.items) > self.size:
            return self.items.popitem(last=False)
        return None


lru = Lru(3)
log = []
for step in range(40):
    key = step * 7 % 5
    if lru.get(key) is None:
        gone = lru.put(key, step)
        if gone:
            log.append(gone)
print(log[:8], list(lru.items.items()))

# Many moves, checked against a list.
big = OrderedDict((i, i) for i in range(50))
model = list(range(50))
seed = 12345
for step in range(2000):
    seed = (seed * 1103515245 + 12345) % 2**31
    key = model[seed // 7 % len(model)]
    model.remove(key)
    if seed % 3 == 0:
        big.move_to_end(key, last=False)
        model.insert(0, key)
    elif seed % 3 == 1:
        big.move_to_end(key)
        model.append(key)
    else:
        del big[key]
        big[key] = key
        model.append(key)
print(list(big) == model, model[:10])
