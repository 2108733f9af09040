class Resource:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None)
        return self.swallow


def lines(name):
    with Resource(name) as r:
        yield r + "1"
        yield r + "2"


print(list(lines("a")))
g = lines("b")
print(next(g))
g.close()
g = lines("c")
print(next(g))
try:
    g.throw(ValueError("v"))
except ValueError as error:
    print("out", error)


def swallowing():
    with Resource("s", True):
        yield 1
    print("went on")
    yield 2


s = swallowing()
print(next(s), s.throw(KeyError("k")))


def two():
    with Resource("x") as x, Resource("y") as y:
        yield x + y
        return "early"


t = two()
print(next(t))
try:
    next(t)
except StopIteration as stop:
    print(stop.value)


def loop():
    for i in range(3):
        with Resource(str(i)):
            if i == 1:
                continue
            yield i


print(list(loop()))
