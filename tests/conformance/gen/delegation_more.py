# yield from over all kinds of iterables, with send, throw and close going through.
class Plain:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration("result of Plain")
        self.n -= 1
        return self.n


class Full(Plain):
    def send(self, value):
        print("send", value)
        return next(self)

    def throw(self, kind, *details):
        print("throw", kind if isinstance(kind, BaseException) else kind.__name__)
        return "from throw"

    def close(self):
        print("close")


def over(iterable):
    try:
        result = yield from iterable
        print("result", result)
        return result
    except Exception as error:
        print("caught", repr(error))
        yield "recovered"
    finally:
        print("finally")


for iterable in [1, 2], (3,), "ab", {"k": 1}, {5}, range(2), Plain(2), iter([7]), enumerate("x"), map(abs, [-1]), b"hi":
    print(list(over(iterable)))
g = over(Full(5))
print(next(g), g.send("hello"), g.send(None), g.throw(ValueError("v")))
g.close()
g = over(Plain(5))
next(g)
try:
    g.send("no method")
except AttributeError as error:
    print(error)
g = over(Plain(5))
next(g)
print(g.throw(KeyError("k")), list(g))
g = over([1, 2, 3])
print(next(g), g.throw(IndexError("i")))
g.close()


def inner():
    try:
        yield 1
    except ValueError:
        yield "inner handled"
    try:
        yield 2
    finally:
        print("inner finally")
    return "inner result"


g = over(inner())
print(next(g), g.throw(ValueError()), next(g))
g.close()
print(list(over(over(inner()))))


def depth(n):
    if n > 0:
        yield n
        result = yield from depth(n - 1)
        return result + 1
    return 0


def total():
    print("depth", (yield from depth(30)))


print(len(list(total())))


def raises():
    yield 1
    raise LookupError("inside")


print(list(over(raises())))


def stops_inside():
    yield 1
    raise StopIteration("wrong")


try:
    list(stops_inside())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def reenters():
    yield from me


me = reenters()
try:
    next(me)
except ValueError as error:
    print(error)
try:
    list(over(5))
except TypeError as error:
    print(error)
