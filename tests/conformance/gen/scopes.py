# What a generator sees: closures, globals, nonlocal, defaults, self, class bodies.
counter = 0


def bumps(n):
    global counter
    for _ in range(n):
        counter += 1
        yield counter


g = bumps(3)
print(next(g), counter)
counter = 100
print(next(g), next(g), counter)


def outer():
    total = 0

    def inner(values):
        nonlocal total
        for v in values:
            total += v
            yield total

    result = list(inner([1, 2, 3]))
    return result, total


print(outer())
makers = [lambda n=n: (x * n for x in range(3)) for n in range(3)]
print([list(m()) for m in makers])


def late():
    items = [1, 2]
    g = (x + offset for x in items)
    offset = 10
    items.append(3)
    yield from g
    offset = 20
    yield from (x + offset for x in items)


print(list(late()))


def changes_source():
    items = [1, 2, 3]
    for item in items:
        yield item
        if item < 3:
            items.append(item + 10)


print(list(changes_source()))


class Range:
    step = 2

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        i = 0
        while i < self.n:
            yield i
            i += self.step

    def pairs(self):
        yield from ((a, b) for a in self for b in self if a < b)

    @staticmethod
    def static(n):
        yield from range(n)

    @classmethod
    def of(cls, *ns):
        for n in ns:
            yield cls(n).n

    @property
    def squares(self):
        return (x * x for x in self)

    words = [w.upper() for w in ("a", "b")]
    table = {k: v for k, v in zip(words, (x for x in range(2)))}


r = Range(7)
print(list(r), list(r.pairs()), list(Range.static(3)), list(Range.of(1, 2)), list(r.squares))
print(Range.words, Range.table)


class Fewer(Range):
    step = 3

    def __iter__(self):
        yield -1
        yield from super().__iter__()


print(list(Fewer(7)), list(Fewer(7).squares))


def arguments(a, /, b, *rest, c=3, **more):
    yield a
    yield b
    yield rest
    yield c
    yield more


print(list(arguments(1, 2)), list(arguments(1, 2, 3, 4, c=5, d=6)))
try:
    arguments()
except TypeError as error:
    print(error)


def default(items=[]):
    items.append(len(items))
    yield list(items)


print(next(default()), next(default()))


def deletes():
    x = 1
    yield x
    del x
    try:
        yield x
    except UnboundLocalError as error:
        yield str(error)


print(list(deletes()))
fs = [f for f in (lambda: i for i in range(3))]
print([f() for f in fs])
print(list(x for x in range(3)), [list(y for y in range(x)) for x in range(3)])
matrix = [[1, 2], [3, 4]]
print(list(sum(row) for row in matrix), list(zip(*(row for row in matrix))))
