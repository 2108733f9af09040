def worker():
    while True:
        try:
            x = yield "ready"
            print("got", x)
        except ValueError as error:
            print("value error", error, error.args)
            yield "recovered"
        except KeyError:
            print("key error")
            return "by key"


w = worker()
print(next(w))
print(w.throw(ValueError("a", 1)))
print(next(w))
print(w.throw(ValueError))
print(next(w))
print(w.send(3))
try:
    w.throw(KeyError("k"))
except StopIteration as stop:
    print(stop.value)


def plain():
    yield 1
    yield 2


p = plain()
next(p)
try:
    p.throw(RuntimeError("through"))
except RuntimeError as error:
    print("out", error)
print(list(p))
p = plain()
try:
    p.throw(OSError("before the start"))
except OSError as error:
    print(error)
print(next(p, "ended"))
try:
    p.throw(OSError("after the end"))
except OSError as error:
    print(error)
try:
    plain().throw(5)
except TypeError as error:
    print(error)


def nested():
    try:
        try:
            yield 1
        finally:
            print("inner finally")
            yield 2
            print("after yield in finally")
    except ZeroDivisionError as error:
        print("outer", error)
        yield 3
    print("done")


n = nested()
print(next(n), n.throw(ZeroDivisionError("z")), next(n), next(n, None))


class Custom(Exception):
    def __init__(self, code=7):
        super().__init__(code)
        self.code = code


def custom():
    try:
        yield
    except Custom as error:
        yield error.code


c = custom()
next(c)
print(c.throw(Custom))
c = custom()
next(c)
print(c.throw(Custom(9)))
