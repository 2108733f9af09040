# Cycles of every kind of container go when nobody refers to them.
import gc


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None
        self.items = []


def pair():
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a


def itself():
    node = Node("self")
    node.other = node


def in_list():
    items = []
    items.append(items)
    items.append({"items": items})


def in_dict():
    table = {}
    table["self"] = table
    table["list"] = [table, (table, [table])]


def in_tuple():
    inner = []
    whole = (inner, 1)
    inner.append(whole)


def closure():
    def inner(n):
        return 1 if n == 0 else n * inner(n - 1)

    return inner(5)


def bound():
    node = Node("bound")
    node.items.append(node.__init__)


def iterators():
    items = [1, 2, 3]
    it = iter(items)
    items.append(it)
    items.append(enumerate(items))
    next(it)


def errors():
    try:
        raise ValueError("x")
    except ValueError as error:
        kept = error
        kept.self = [kept] if False else None
        holder = [kept]
        holder.append(holder)


gc.collect()
for make in (pair, itself, in_list, in_dict, in_tuple, closure, bound, iterators, errors):
    make()
    print(make.__name__, gc.collect() > 0, gc.collect())


def alive():
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a
    a.items.append([b, {"a": a}])
    return a


kept = alive()
gc.collect()
print(kept.name, kept.other.name, kept.other.other is kept, kept.items[0][1]["a"] is kept)
ring = [Node(str(i)) for i in range(1000)]
for i, node in enumerate(ring):
    node.other = ring[(i + 1) % 1000]
first = ring[0]
del ring, node
gc.collect()
count = 0
at = first
while True:
    at = at.other
    count += 1
    if at is first:
        break
print(count)
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
print(len(gc.get_count()), len(gc.get_threshold()), gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("x"))
try:
    gc.collect(7)
except ValueError as error:
    print(error)
