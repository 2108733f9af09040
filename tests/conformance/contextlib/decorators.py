# Context managers as decorators.
from contextlib import ContextDecorator, contextmanager


@contextmanager
def traced(name):
    print("enter", name)
    try:
        yield
    finally:
        print("exit", name)


@traced("f")
def add(a, b=2, *rest, key=0):
    """Adds."""
    print("add", a, b, rest, key)
    return a + b + sum(rest) + key


print(add(1), add(1, 2, 3, key=4))
print(add.__name__, add.__doc__)


class Timer(ContextDecorator):
    def __init__(self, name):
        self.name = name
        self.count = 0

    def __enter__(self):
        self.count += 1
        print("start", self.name, self.count)
        return self

    def __exit__(self, kind, value, traceback):
        print("stop", self.name, kind.__name__ if kind else None)
        return kind is KeyError


timer = Timer("t")


@timer
def works(x):
    return x * 2


@timer
def fails(what):
    raise what


print(works(2), works(3))
print(fails(KeyError("swallowed")))
try:
    fails(ValueError("out"))
except ValueError as error:
    print(error)
with timer as same:
    print(same is timer, timer.count)


class Thing:
    @traced("method")
    def method(self, x):
        return self, x


thing = Thing()
print(thing.method(5)[0] is thing)


@traced("outer")
@traced("inner")
def both():
    print("both")


both()
both()
