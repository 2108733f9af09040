def make_all():
    out = []
    for i in range(3):
        def get():
            return i

        def get_bound(i=i):
            return i

        def pair(j=i):
            return (i, j)

        out.append((get, get_bound, pair))
    return out


print([(a(), b(), c()) for a, b, c in make_all()])
print([f() for f in [lambda: k for k in range(3)]], [f() for f in [lambda k=k: k for k in range(3)]])


def accumulators(names):
    table = {}
    for name in names:
        values = []

        def add(x, values=values, name=name):
            values.append(x)
            return name + str(values)

        table[name] = add
    return table


acc = accumulators(["a", "b"])
print(acc["a"](1), acc["a"](2), acc["b"](3))


def curry(n):
    if n == 0:
        return lambda total: total
    rest = curry(n - 1)
    return lambda total: rest(total * 10 + n)


print(curry(4)(0))


def machine():
    handlers = {}

    def on(name, f):
        handlers[name] = f

    def fire(name, x):
        return handlers[name](x) if name in handlers else None

    return on, fire


on, fire = machine()
on("double", lambda x: x * 2)
on("self", lambda x: fire("double", x) + fire("double", x))
print(fire("double", 4), fire("self", 5), fire("self", "s"), fire("none", 1))


def shared():
    box = {"n": 0}
    return lambda: box, lambda: box.update(n=box["n"] + 1)


get, bump = shared()
bump()
bump()
print(get(), get() is get())


def fix(f):
    return lambda n: f(fix(f), n)


print(fix(lambda me, n: 1 if n == 0 else n * me(n - 1))(10))


class Button:
    def __init__(self, label):
        self.label = label
        self.on_click = lambda: "clicked " + self.label


buttons = [Button(x) for x in "ab"]
buttons[0].label = "A"
print([b.on_click() for b in buttons])
