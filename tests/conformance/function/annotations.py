# What functions keep of their annotations.

class Item:
    pass


def f(a: int, b: "text" = 1, *args: float, c: str, d=None, **kw: bool) -> list:
    x: int = 3
    return [a, b, args, c, d, kw, x]


def g(a, b):
    return a


print(f.__annotations__)
print(g.__annotations__, f.__annotations__ is f.__annotations__)
print(f(1, c="x"))


g.__annotations__["new"] = int
print(g.__annotations__)
g.__annotations__ = {"a": str}
print(g.__annotations__)
try:
    g.__annotations__ = 3
except TypeError as e:
    print(e)


class C:
    def method(self, x: int, y: Item = None) -> str:
        return str(x)

    @staticmethod
    def s(x: int):
        return x

    @classmethod
    def c(cls, x: str):
        return x


print(C.method.__annotations__, C().method.__annotations__["x"], C.s.__annotations__, C.c.__annotations__)


def keep(func):
    func.kept = True
    return func


@keep
def decorated(x: int, y: Item) -> None:
    pass


print(decorated.kept, list(decorated.__annotations__), decorated.__annotations__["return"])


def outer(kind):
    def inner(x: kind) -> "kind":
        return x

    return inner


print(outer(int).__annotations__, outer(str).__annotations__)


def convert(func, *values):
    names = func.__code__.co_varnames[: func.__code__.co_argcount]
    return func(*[func.__annotations__.get(n, str)(v) for n, v in zip(names, values)])


def area(width: float, height: int, label):
    return f"{label}: {width * height}"


print(convert(area, "2.5", "4", 7))
