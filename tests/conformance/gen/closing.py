# How generators end: close, del, the end of a loop, of the program.
def noisy(name, n=3):
    try:
        for i in range(n):
            yield i
        print(name, "through")
    except GeneratorExit:
        print(name, "GeneratorExit")
        raise
    finally:
        print(name, "finally")


g = noisy("a")
print(next(g))
print(g.close(), g.close())
g = noisy("b")
g.close()
print("never begun")
g = noisy("c", 1)
print(list(g), g.close())
for x in noisy("d"):
    if x == 1:
        break
print("behind the loop")
g = noisy("e")
next(g)
del g
print("deleted")
g = noisy("f")
next(g)
g = None
print("replaced")


def function():
    local = noisy("g")
    next(local)
    print("in the function", next(local))
    return local


function()
print("behind the function")


def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def raises():
    try:
        yield 1
    finally:
        raise ValueError("while closing")


g = raises()
next(g)
try:
    g.close()
except ValueError as error:
    print(error, repr(error.__context__))


def returns():
    try:
        yield 1
    except GeneratorExit:
        return "value"


g = returns()
next(g)
g.close()
print(list(g))


def outer():
    try:
        yield from noisy("inner")
    finally:
        print("outer finally")


g = outer()
next(g)
g.close()


def several():
    with Manager("first"), Manager("second"):
        yield 1
        yield 2


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None)


g = several()
next(g)
g.close()
list(several())
holder = [noisy("list")]
next(holder[0])
holder.clear()
print("cleared")
table = {"k": noisy("dict")}
next(table["k"])
table["k"] = 1
print("overwritten")


def uses_twice():
    first, second = noisy("one"), noisy("two")
    yield next(first), next(second)
    yield next(first), next(second)


print(list(uses_twice()))
