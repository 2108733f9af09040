class Vector:
    def __init__(self, items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        if isinstance(i, str):
            return self.items["xyz".index(i)]
        return self.items[i]

    def __setitem__(self, i, v):
        print("set", i, v)
        self.items[i] = v

    def __contains__(self, v):
        return v in self.items

    def __bool__(self):
        return any(self.items)

    def __str__(self):
        return "<" + " ".join(map(str, self.items)) + ">"


v = Vector([1, 2, 3])
print(len(v), v[0], v[-1], v["y"], v[0:2], 2 in v, 9 in v, bool(v), bool(Vector([0, 0])), str(v))
v[1] = 20
v[0] += 5
v[1:3] = [7, 8]
print(v, [x for x in v], list(v), sum(v), max(v), sorted(v, reverse=True), tuple(v))
a, b, c = v
print(a, b, c)
for i, x in enumerate(v):
    print(i, x)
try:
    v[10]
except IndexError as e:
    print(e)
try:
    v["q"]
except ValueError as e:
    print(e)
print(list(zip(v, "abc")), list(map(lambda x: x * 2, v)), list(reversed(v)))


class BadLen:
    def __len__(self):
        return -1


class BadLen2:
    def __len__(self):
        return "x"


for bad in (BadLen(), BadLen2()):
    try:
        len(bad)
    except (ValueError, TypeError) as e:
        print(e)


class Grid:
    def __init__(self):
        self.cells = {}

    def __getitem__(self, key):
        x, y = key
        return self.cells.get((x, y), ".")

    def __setitem__(self, key, value):
        self.cells[key] = value


g = Grid()
g[1, 2] = "#"
g[0, 0] = "@"
print(["".join([g[x, y] for x in range(3)]) for y in range(3)])
