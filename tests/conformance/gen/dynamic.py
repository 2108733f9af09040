# Generators whose kind nobody knows when compiling.
def ints():
    yield 1
    yield 2


def texts():
    yield "a"


def pick(n):
    return [ints, texts, list, None][n]


for i in range(2):
    g = pick(i)()
    print(next(g), list(g))


def each(thing):
    for x in thing:
        yield x


things = [ints(), texts(), [1.5], "xy", {"k": 2}, each([ints()])]
for thing in things:
    print([x if isinstance(x, (int, str, float)) else "gen" for x in thing])


def many(flag):
    if flag:
        yield 1
    yield "s"
    yield [1]


store = {}
store["g"] = many(True)
store["h"] = many(False)
print([list(g) for g in store.values()])
objects = [many(1), 5, "x"]
print(getattr(objects[0], "send")(None), objects[0].__next__())
print(list(map(next, [ints(), texts()])), list(filter(None, each([0, 1, "", "b"]))))
m = getattr(objects[0], "close")
m()
print(list(objects[0]))
both = ints() if len(store) == 2 else texts()
print(list(both))
methods = [each([7]).__next__, iter(ints()).__next__]
print([f() for f in methods])
print(hasattr(both, "send"), hasattr(both, "nothing"))
x = {1: ints()}
for v in x[1]:
    print(v)
