X = 1
NAMES = ["X", "f", "C", "missing", "len"]


def f(a):
    return a + X


class C:
    y = 2

    def m(self):
        return sorted(k for k in globals() if not k.startswith("_"))


for n in NAMES:
    print(n, n in globals(), n in dir(), n in vars(), n in locals())
print(globals()["X"], globals()["f"](3), globals()["C"]().y, globals().get("missing", "none"))
print(C().m() == sorted(k for k in list(globals()) if not k.startswith("_")))
print(globals()["__name__"], globals().get("__doc__"))
try:
    globals()["nothing"]
except KeyError as e:
    print("KeyError", e)


def reader(name):
    return globals()[name]


print(reader("X"), reader("reader") is reader)
X = 5
print(reader("X"))


def dispatch(kind, value):
    return globals()["do_" + kind](value)


def do_double(v):
    return v * 2


def do_square(v):
    return v * v


print(dispatch("double", 7), dispatch("square", 7))
handlers = {k[3:]: v for k, v in globals().items() if k.startswith("do_")}
print(sorted(handlers), handlers["square"](3))
print([k for k in dir() if k.isupper()], len(dir()) == len(vars()))
