"""Duck typing: what objects of built-in types say they can do."""
from collections.abc import Hashable, Iterable, Iterator, Mapping, Reversible, Sequence, Set, Sized


def gen():
    yield 1


samples = {
    "int": 3, "float": 2.5, "str": "ab", "bytes": b"ab", "bytearray": bytearray(b"abca"), "list": [3, 1],
    "tuple": (1, 2), "dict": {"k": 1}, "set": {1}, "frozenset": frozenset("a"), "range": range(2, 9, 3),
    "keys": {1: 2}.keys(), "values": {1: 2}.values(), "items": {1: 2}.items(), "none": None,
    "iterator": iter([1]), "generator": gen(), "zip": zip("a"), "map": map(str, [1]), "function": gen,
}
kinds = [Sized, Iterable, Iterator, Sequence, Mapping, Set, Hashable]
names = ["__iter__", "__len__", "__getitem__", "__contains__", "__next__", "__call__", "__hash__", "__setitem__",
         "__delitem__", "append", "keys", "__and__", "send"]
for name, value in samples.items():
    print(f"{name:<10}", "".join("*" if isinstance(value, kind) else "." for kind in kinds),
          "".join("*" if hasattr(value, attribute) else "." for attribute in names if attribute != "__call__"))


def flatten(item):
    if hasattr(item, "__iter__") and not isinstance(item, (str, bytes)):
        for inner in item:
            yield from flatten(inner)
    else:
        yield item


print(list(flatten([1, range(2, 4), (4, {5: 6}.values()), [[], {7: 0}.keys()], "89", {8: 9}.items()])))
r = range(2, 9, 3)
print(r.__len__(), r.__getitem__(1), r.__contains__(5), list(r.__iter__()), 5 in r)
keys, items = {1: "a", 2: "b"}.keys(), {1: "a"}.items()
print(keys.__len__(), keys.__contains__(2), sorted(keys.__and__({2, 3})), sorted(keys.__or__([9])), keys - {1}, {1, 5} ^ keys)
print(items.__contains__((1, "a")), list(items.__iter__()), {(1, "a")} & items, keys.isdisjoint({7}))
b = bytearray(b"abca")
c = b.copy()
b.remove(ord("a"))
c += b"!"
c.__setitem__(0, 65)
c.__delitem__(1)
print(b, c, b == b"bca", type(c).__name__, c.__iadd__(b"?") is c)
for bad in (lambda: b.remove(1), lambda: b.remove(256), lambda: b.remove("a")):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print("%s".__mod__("x"), [1].__add__([2]), (3).__add__(4), (3).__add__(4.0), "a".__lt__("b"), {1}.__or__({2}))


class Box:
    def __init__(self, *items):
        self.items = items

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.items, name)

    def __iter__(self):
        return iter(self.items)


box = Box(3, 1, 3)
print(box.count(3), box.index(1), sorted(box), hasattr(box, "append"), hasattr(box, "__len__"), isinstance(box, Iterable))
for name in ("real", "upper", "missing"):
    print(name, [kind for kind, value in samples.items() if hasattr(value, name)], getattr(5, name, "-"))
