# Which exception is being handled, inside a generator and around it.
import sys


def name():
    kind = sys.exc_info()[0]
    return kind.__name__ if kind else None


def gen():
    print("start", name())
    try:
        raise KeyError("in gen")
    except KeyError:
        print("handling", name())
        yield 1
        print("still", name())
        yield 2
    print("after", name())
    yield 3


try:
    raise ValueError("outside")
except ValueError:
    g = gen()
    print(next(g), name())
    print(next(g), name())
print("now", name(), next(g), name())


def reraise():
    try:
        yield 1
    except ValueError:
        yield 2
        try:
            raise
        except ValueError as error:
            print("again", error)
            yield 3


r = reraise()
print(next(r), r.throw(ValueError("v")), next(r))


def context():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            yield 1
        except KeyError as error:
            print(repr(error), repr(error.__context__))
            raise RuntimeError("new")


c = context()
next(c)
try:
    c.throw(KeyError("k"))
except RuntimeError as error:
    print(repr(error), repr(error.__context__), repr(error.__context__.__context__))


def bare():
    yield 1
    raise


b = bare()
next(b)
try:
    raise OSError("handled by the caller")
except OSError:
    try:
        next(b)
    except OSError as error:
        print(error)
b = bare()
next(b)
try:
    next(b)
except RuntimeError as error:
    print(error)


def two_levels():
    try:
        raise KeyError(1)
    except KeyError:
        try:
            raise ValueError(2)
        except ValueError:
            yield name()
            yield name()
        yield name()
    yield name()


print(list(two_levels()))
print(name())
