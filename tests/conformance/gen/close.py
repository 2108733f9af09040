def guarded(name):
    try:
        print("open", name)
        yield 1
        yield 2
    except GeneratorExit:
        print("exit", name)
        raise
    finally:
        print("close", name)


g = guarded("a")
next(g)
print(g.close() is None)
g.close()
print(list(g))
g = guarded("not started")
g.close()
print(next(g, "nothing"))


def swallow():
    try:
        yield 1
    except GeneratorExit:
        print("swallowed")


s = swallow()
next(s)
s.close()


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("no")
            yield 2
            return


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)
print(list(s))


def failing():
    try:
        yield 1
    finally:
        raise ValueError("in finally")


f = failing()
next(f)
try:
    f.close()
except ValueError as error:
    print(error, type(error.__context__).__name__)

# The end of the last reference closes it.
g = guarded("b")
next(g)
g = None
print("after b")
g = guarded("c")
next(g)
del g
print("after c")


def use():
    for x in guarded("d"):
        print("in loop", x)
        break
    print("left")


use()


def both():
    try:
        yield from guarded("e")
    finally:
        print("outer closed")


b = both()
next(b)
b.close()
[x for x in [next(guarded("temp"))]]
print("end")
