class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def last_use():
    a = Loud("a")
    print("made", a.name)
    print("end of the function")


def rebinding():
    a = Loud("first")
    a = Loud("second")
    print("rebound")
    a = None
    print("none")


def deleting():
    a = Loud("deleted")
    b = a
    del a
    print("one left")
    del b
    print("none left")


def returning():
    a, b = Loud("kept"), Loud("dropped")
    return a


def loop():
    for n in range(3):
        item = Loud(f"item {n}")
        print("loop", n)
    print("after the loop")


def early(n):
    a = Loud("early")
    if n:
        return "returned"
    print("not returned")


def containers():
    items = [Loud("x"), Loud("y")]
    pair = (Loud("p"), 1)
    table = {"k": Loud("v")}
    print("filled")
    items.pop()
    print("popped")
    table["k"] = None
    print("replaced")


def closure():
    a = Loud("captured")

    def inner():
        return a.name

    print(inner())
    print("end of closure")
    return inner


last_use()
rebinding()
deleting()
kept = returning()
print("returned", kept.name)
loop()
print(early(1))
early(0)
containers()
f = closure()
print("still", f())
f = None
print("closure gone")
Loud("unused")
[Loud("comp") for _ in range(2)]
print([loud.name for loud in [Loud("z")]])
x = y = Loud("two names")
x = 1
print("one name")
y = 1
print("end of the module")
