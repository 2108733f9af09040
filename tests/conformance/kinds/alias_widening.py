# A list known to hold ints is widened through another name.
def spoil(items):
    items.append("text")


def fill(items, values):
    for v in values:
        items.append(v)
    return items


class Holder:
    def __init__(self, items):
        self.items = items


ints = [1, 2, 3]
spoil(ints)
print(ints)
shared = []
h = Holder(shared)
h.items.append(1)
shared.append(2.5)
h.items.append(None)
print(shared, h.items is shared)
print(fill([], [1, 2]), fill([], "ab"), fill([1], [0.5]), fill([None], [[]]))
rows = [[0] * 2 for i in range(2)]
row = rows[0]
row[0] = "s"
row.append(1.5)
print(rows)
table = {"ints": [1], "mixed": []}
for k in table:
    table[k].append(k)
print(table)
nested = [[]]
nested[0].append(nested[0].copy())
nested.append(len(nested))
print(nested)
t = ([1], {2: 3})
t[0].append("x")
t[1]["y"] = t[0]
print(t)
f = [1.0, 2.0]
g = f
g[0] = 1
g += [True]
print(f, sum(f), [x * 1.5 for x in f])
pairs = list(zip(ints, f))
pairs.append(("p", None))
print(pairs)
