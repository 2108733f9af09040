class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
        self.log = []

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind.__name__ if kind else None, error)
        return self.swallow


with Manager("a") as a:
    print("body", a.name)
with Manager("b"):
    pass
with Manager("c") as c, Manager("d") as d:
    print(c.name + d.name)
with (Manager("e") as e, Manager("f")):
    print(e.name)


def returns(flag):
    with Manager("r") as m:
        if flag:
            return m.name
        print("not returned")
    return "end"


print(returns(True), returns(False))
for i in range(4):
    with Manager(i):
        if i == 1:
            continue
        if i == 2:
            break
        print("loop", i)
with Manager("s", swallow=True):
    raise ValueError("swallowed")
print("after")
try:
    with Manager("outer"), Manager("inner", True) as m:
        print([0][1])
    with Manager("p"):
        [][2]
except IndexError as error:
    print("caught", error, error.__context__)


def unassigned(swallow):
    with Manager("u", swallow):
        1 / 0
        x = 1
    try:
        return x
    except UnboundLocalError as error:
        return str(error)


print(unassigned(True))
try:
    unassigned(False)
except ZeroDivisionError as error:
    print("again", error)


class Raises:
    def __enter__(self):
        return [1, (2, 3)]

    def __exit__(self, *args):
        raise KeyError("exit")


try:
    with Raises() as (first, (second, third)):
        print(first, second, third)
except KeyError as error:
    print(repr(error), error.__context__)
try:
    with Raises():
        raise TypeError("body")
except KeyError as error:
    print(repr(error), repr(error.__context__))


class Half:
    def __enter__(self):
        return 1


class Slots:
    pass


for thing in [1, Half(), None]:
    try:
        with thing:
            print("not reached")
    except TypeError as error:
        print(error)
slots = Slots()
with Manager("attribute") as slots.value:
    print(slots.value.name)
items = [0]
with Manager("item") as items[0]:
    print(items[0].name)


def nested():
    with Manager("n1"):
        with Manager("n2", True):
            try:
                with Manager("n3"):
                    raise OSError("deep")
            finally:
                print("finally")
        print("continues")
        return [m.name for m in [a, c]]


print(nested())


def closures():
    with Manager("k") as kept:
        f = lambda: kept.name
    return f()


print(closures())
with Manager("last"):
    raise SystemExit(3)
