from _collections_abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, MutableSet, Sequence, Set, Sized, Generator


def gen():
    yield 1


samples = [[], {}, set(), (), "", b"", 1, None, gen(), iter([]), range(3), len, frozenset(), {}.keys(), {}.items()]
for kind in (Hashable, Iterable, Iterator, Sized, Container, Callable, Sequence, MutableSequence, Set, MutableSet, Mapping, MutableMapping):
    print(kind.__name__, [isinstance(s, kind) for s in samples])


class Stack(Sequence):
    def __init__(self, *items):
        self._items = list(items)

    def __getitem__(self, index):
        return self._items[index]

    def __len__(self):
        return len(self._items)


s = Stack(3, 1, 2, 1)
print(list(s), 2 in s, s.index(2), s.count(1), list(reversed(s)), isinstance(s, Iterable))
try:
    s.index(9)
except ValueError:
    print("ValueError")


class Lower(MutableMapping):
    def __init__(self, *args, **kwargs):
        self._data = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        return self._data[key.lower()]

    def __setitem__(self, key, value):
        self._data[key.lower()] = value

    def __delitem__(self, key):
        del self._data[key.lower()]

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)


m = Lower({"A": 1}, B=2)
m["C"] = 3
print(dict(m), "a" in m, m.get("Z", 0), m.pop("B"), sorted(m.items()), list(m.keys()), list(m.values()), m == {"a": 1, "c": 3})
m.setdefault("D", []).append(1)
print(m["d"], len(m), m.popitem()[0] in "acd")
m.clear()
print(dict(m), isinstance(m, Mapping))


class Bag(MutableSet):
    def __init__(self, items=()):
        self._items = []
        for item in items:
            self.add(item)

    def __contains__(self, x):
        return x in self._items

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def add(self, value):
        if value not in self._items:
            self._items.append(value)

    def discard(self, value):
        if value in self._items:
            self._items.remove(value)


a, b = Bag([1, 2, 3]), Bag([2, 3, 4])
print(sorted(a & b), sorted(a | b), sorted(a - b), sorted(a ^ b), a <= b, Bag([2]) < a, a == Bag([3, 2, 1]), a.isdisjoint([9]))
a |= [7]
a -= [1]
print(sorted(a), a == {2, 3, 7})
try:
    Sequence()
except TypeError:
    print("abstract")
