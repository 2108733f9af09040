def f(a, b=2, *args, k=3, **kw):
    x = a + b
    if a > 100:
        never = 1
    print(sorted(locals()), locals()["x"], vars()["k"], dir())
    del x
    print("x" in locals(), "never" in locals())
    d = locals()
    d["a"] = "changed"
    return a, d["a"]


print(f(1))
print(f(1, 5, 6, z=7))


def outer():
    n = 1
    items = [1, 2]

    def inner(m):
        nonlocal n
        n += m
        return sorted(locals().items())

    r = inner(5)
    items.append(3)
    return r, locals()["n"], locals()["items"], sorted(k for k in locals() if k != "r")


print(outer())


def fmt(name, size):
    total = size * 2
    return "%(name)s %(size)d %(total)d" % locals(), "{name}-{total}".format(**locals()), "{size}".format_map(vars())


print(fmt("n", 21))


def gen(n):
    for i in range(n):
        yield dict(locals())


print([sorted(d.items()) for d in gen(2)])


class K:
    a = 1
    b = [x for x in range(3)]
    names = sorted(k for k in locals() if not k.startswith("__"))
    locals()["dynamic"] = 5
    vars()["other"] = 6


print(K.names, K.dynamic, K.other)


class M:
    def __init__(self, x, y):
        for k, v in locals().items():
            if k != "self":
                setattr(self, k, v)

    def show(self):
        z = self.x
        return sorted(locals())


m = M(1, 2)
print(m.x, m.y, m.show(), sorted(vars(m).items()))
print((lambda q, r=1: sorted(locals().items()))(5))
vars(m)["w"] = 9
print(m.w, m.__dict__ == vars(m))
for bad in (1, "s", None, [1], object()):
    try:
        vars(bad)
    except TypeError as e:
        print("TypeError", e)
