def leaks():
    yield 1
    raise StopIteration("x")


try:
    print(list(leaks()))
except RuntimeError as error:
    print(error, repr(error.__cause__), error.__cause__ is error.__context__)


def by_next():
    it = iter([])
    yield next(it)


try:
    list(by_next())
except RuntimeError as error:
    print(error)


def returns(value):
    yield
    return value


for v in [None, 5, "text", (1, 2), [3], StopIteration(4)]:
    g = returns(v)
    next(g)
    try:
        next(g)
    except StopIteration as stop:
        print(repr(stop), repr(stop.value))

g = returns(1)
next(g)
print(next(g, "default"), next(g, "default"))


def reenter():
    yield 1
    try:
        next(me)
    except ValueError as error:
        print(error)
    try:
        me.send(1)
    except ValueError as error:
        print(error)
    try:
        me.close()
    except ValueError as error:
        print(error)
    yield 2


me = reenter()
print(list(me))


def fails():
    yield 1
    raise ValueError("once")


f = fails()
print(next(f))
try:
    next(f)
except ValueError as error:
    print(error)
print(next(f, "over"), list(f))
print(type(f).__name__, f.__name__, f.__qualname__, repr(f)[:24])
