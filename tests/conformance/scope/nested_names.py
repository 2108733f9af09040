x = "global"


def outer():
    x = "outer"

    def middle():
        def inner():
            return x

        return inner()

    def shadow():
        x = "shadow"
        return x

    def use_global():
        global x
        return x

    return middle(), shadow(), use_global(), x


print(outer(), x)


def param(x):
    def inner(y=x):
        return x + y

    x = x * 2
    return inner()


print(param(1), param("a"))


def loop_vars():
    for i in range(3):
        j = i * 2
    return i, j


print(loop_vars())


def comp():
    i = "kept"
    values = [i for i in range(3)]
    pairs = {i: [j for j in range(i)] for i in range(3)}
    return i, values, pairs


print(comp())


def exc():
    e = "before"
    try:
        raise ValueError("v")
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError:
        return "e is gone"


print(exc())


class C:
    x = "class"

    def get(self):
        return x

    def get_self(self):
        return self.x

    names = [x for i in range(2)] if False else [x]


print(C().get(), C().get_self(), C.names)


def conditional(flag):
    if flag:

        def g():
            return "a"

    else:
        g = lambda: "b"
    return g()


print(conditional(True), conditional(False))
for x in range(2):
    pass
print(x, outer())
