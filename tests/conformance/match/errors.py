# What goes wrong in class patterns.
class A:
    __match_args__ = ["x"]


class B:
    __match_args__ = ("x", 3)
    x = 1


class C:
    __match_args__ = ("x",)
    x = 1
    y = 2


class D:
    pass


class P:
    __match_args__ = ("bad", "x")
    x = 5

    @property
    def bad(self):
        raise ValueError("from property")


class Q:
    @property
    def absent(self):
        raise AttributeError("hidden")


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def a():
    match A():
        case A(x):
            return x


def b():
    match B():
        case B(x, y):
            return x


def c():
    match C():
        case C(x, y):
            return x


def c2():
    match C():
        case C(x, x=z):
            return x


def d():
    match D():
        case D(x):
            return x


def e():
    match 3:
        case int(a, b):
            return a


def f():
    thing = 3
    match 3:
        case thing():
            return 1


def g():
    match P():
        case P(a, b):
            return a


def h():
    match Q():
        case Q(absent=x):
            return x
        case _:
            return "attribute errors mean no match"


def i():
    match D():
        case D(x, y):
            return x


def j():
    match True:
        case bool(x, y):
            return x


for function in (a, b, c, c2, d, e, f, g, h, i, j):
    attempt(function)


class Loud:
    def __eq__(self, other):
        print("compared with", other)
        return other == 3


match Loud():
    case 1:
        print("one")
    case 2 | 3 | 4:
        print("found")
