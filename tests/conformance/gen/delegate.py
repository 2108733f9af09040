def inner(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


def outer():
    first = yield from inner(2)
    print("first", first)
    second = yield from inner(1)
    print("second", second)
    return first + second


o = outer()
print(next(o), o.send("a"), o.send("b"))
try:
    o.send("c")
except StopIteration as stop:
    print(stop.value)


def over(*sources):
    for source in sources:
        r = yield from source
        print("ended with", r)


print(list(over([1, 2], (3, 4), "ab", {"k": 1}, range(2), inner(1), iter([9]))))


class Iterator:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("the value")
        return self.n


print(list(over(Iterator())))


class Full:
    def __iter__(self):
        return self

    def __next__(self):
        return "next"

    def send(self, value):
        if value == "stop":
            raise StopIteration(value * 2)
        return "sent " + str(value)

    def throw(self, error, value=None, tb=None):
        return "thrown " + repr(error)

    def close(self):
        print("closed")


def full():
    r = yield from Full()
    print("r", r)
    yield "last"


f = full()
print(next(f), f.send(1), f.throw(ValueError("v")), f.send("stop"))
f = full()
next(f)
f.close()


def catching():
    try:
        yield from inner(3)
    except KeyError as error:
        print("caught outside", error)
        yield "after"


c = catching()
next(c)
print(c.throw(KeyError("k")), next(c, None))


def tree(depth):
    if depth > 0:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(4)))
try:
    list(over(5))
except TypeError as error:
    print(error)


def chain(n):
    if n == 0:
        yield "bottom"
        return "value"
    return (yield from chain(n - 1)) + str(n)


def run():
    print((yield from chain(50))[:12])


print(list(run()))
