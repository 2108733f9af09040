import weakref


class Key:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return f"Key({self.n})"


values = weakref.WeakValueDictionary()
one, two, three = Key(1), Key(2), Key(3)
values["one"] = one
values["two"] = two
values["three"] = three
print(sorted(values), len(values), values["two"], "two" in values, "four" in values)
del two
print(sorted(values.keys()), values.get("two"), values.get("two", "none"))
print(sorted(values.items(), key=lambda pair: pair[0]), sorted(v.n for v in values.values()))
try:
    values["two"]
except KeyError as error:
    print("KeyError", error)
print(values.pop("one"), values.pop("one", None), values.setdefault("three", one))
print(values.setdefault("first", one), len(values))
values.update({"x": one}, y=three)
print(sorted(values), dict(values) == {"x": one, "y": three, "first": one, "three": three})
copied = values.copy()
print(sorted(copied), type(copied).__name__)
one = None
print(sorted(values), sorted(copied))
values.clear()
print(len(values), bool(values))

keys = weakref.WeakKeyDictionary()
a, b = Key("a"), Key("b")
keys[a] = "for a"
keys[b] = "for b"
print(keys[a], keys[Key("b")], len(keys), a in keys, Key("z") in keys, 5 in keys)
print(sorted(k.n for k in keys), sorted(keys.values()))
del a
print(len(keys), list(keys.items()))
keys.setdefault(b, 1)
print(keys.get(b), keys.get(three, "nothing"), keys.pop(b), len(keys))
try:
    del keys[b]
except KeyError:
    print("no b")


class Cache:
    def __init__(self):
        self.made = 0
        self.table = weakref.WeakValueDictionary()

    def get(self, n):
        found = self.table.get(n)
        if found is None:
            self.made += 1
            found = self.table[n] = Key(n)
        return found


cache = Cache()
held = cache.get(5)
print(cache.get(5) is held, cache.made)
held = None
cache.get(5)
print(cache.made, len(cache.table))
