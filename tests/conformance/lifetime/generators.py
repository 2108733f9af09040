def numbers(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")
        print("closed")


def in_a_local():
    log = []
    g = numbers(log)
    print(next(g))
    print("not closed yet", log)


def rebound():
    log = []
    g = numbers(log)
    next(g)
    g = None
    print("closed by now", log)


def left_early():
    log = []
    for n in numbers(log):
        print("item", n)
        break
    print("loop left", log)


class Manager:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *args):
        print("exit", args[0] and args[0].__name__)


def managed():
    with Manager():
        yield "inside"


def user():
    g = managed()
    print(next(g))
    print("before the end")


def delegating():
    yield from managed()
    print("never")


def outer():
    g = delegating()
    next(g)
    print("delegated")


in_a_local()
rebound()
left_early()
user()
outer()
