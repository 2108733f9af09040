# The exception being handled: each generator has its own.
import sys


def current():
    error = sys.exc_info()[1]
    return None if error is None else str(error)


def handles():
    yield current()
    try:
        raise ValueError("own")
    except ValueError:
        yield current()
        yield current()
    yield current()


g = handles()
print(next(g), current())
try:
    raise KeyError("outside")
except KeyError:
    print(next(g), current())
    print(next(g), current())
print(next(g), current())


def bare():
    try:
        yield
    except ValueError:
        try:
            raise
        except ValueError as again:
            yield "again " + str(again)


g = bare()
next(g)
print(g.throw(ValueError("thrown")))


def nothing():
    yield
    raise


g = nothing()
next(g)
try:
    next(g)
except RuntimeError as error:
    print(error)


def raises_while_handling():
    try:
        yield 1
    except KeyError:
        raise ValueError("second")


g = raises_while_handling()
next(g)
try:
    g.throw(KeyError("first"))
except ValueError as error:
    print(error, repr(error.__context__))


def in_finally():
    try:
        yield 1
        raise OSError("body")
    finally:
        yield current()
        print("end of finally", current())


g = in_finally()
print(next(g), next(g), current())
try:
    next(g)
except OSError as error:
    print(error)


def swallows():
    for n in range(3):
        try:
            yield n
        except ValueError as error:
            print("swallowed", error, current())


g = swallows()
print(next(g), g.throw(ValueError("a")), g.throw(ValueError("b")))
try:
    g.throw(ValueError("c"))
except StopIteration:
    print("ended", current())


def inner():
    try:
        raise ZeroDivisionError("inner")
    except ZeroDivisionError:
        yield current()


def outer():
    try:
        raise IndexError("outer")
    except IndexError:
        yield from inner()
        yield current()


print(list(outer()), current())


def chained():
    try:
        try:
            yield 1
        except KeyError as error:
            raise RuntimeError("new") from error
    except RuntimeError as error:
        yield repr(error.__cause__)


g = chained()
next(g)
print(g.throw(KeyError("cause")))


def groups():
    try:
        yield 1
    except* ValueError as group:
        print("values", [str(e) for e in group.exceptions])
    yield 2


g = groups()
next(g)
print(g.throw(ExceptionGroup("g", [ValueError("v1"), ValueError("v2")])))


def returns_in_finally():
    try:
        yield 1
    finally:
        yield "last"


g = returns_in_finally()
print(list(g))
g = returns_in_finally()
next(g)
try:
    print(g.throw(OSError("kept")))
    next(g)
except OSError as error:
    print(error)
