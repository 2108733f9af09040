def find(d, key):
    if key in d:
        return d[key]


class Node:
    def __init__(self, value):
        self.value = value
        self.next = None


d = {"a": 1, "b": None, "c": 0, "d": 2.5}
for k in ["a", "b", "c", "d", "e"]:
    v = find(d, k)
    print(k, v, v is None, v == 0, v or "or", v and "and", v if v is not None else -1)
best = None
for x in [3, 9, 2]:
    if best is None or x > best:
        best = x
print(best, best + 1)
n = Node(1)
n.next = Node("two")
n.next.next = Node(None)
while n is not None:
    print(n.value, n.next is None)
    n = n.next
try:
    print(n.value)
except AttributeError as e:
    print(e)
items = [None] * 3
items[1] = 5
print(items, [i for i in items if i is not None], None in items, items.index(None), items.count(None))
total = None
for v in (1, 2):
    total = v if total is None else total + v
print(total)
for pair in ((None, None), (None, 0), (0, None)):
    print(pair[0] == pair[1], pair[0] is pair[1])
try:
    print(None < None)
except TypeError as e:
    print(e)
