import math


class A:
    x = 1

    def m(self):
        pass

    @property
    def p(self):
        return 1


class B(A):
    y = 2

    def __init__(self):
        self.field = 1


class D:
    def __dir__(self):
        return ["b", "a", "c"]


class S:
    __slots__ = ("u", "v")


def public(names):
    return [n for n in names if not n.startswith("_")]


print(public(dir(A)), public(dir(B)), public(dir(B())))
print(dir(D()), public(dir(S())), public(dir(S)))
b = B()
b.later = 3
print(public(dir(b)))
print("__init__" in dir(b), "__dict__" in dir(b), "__class__" in dir(5), "append" in dir([]), "append" in dir(list))
print("sin" in dir(math), "__name__" in dir(math))
print(public(dir(ValueError("x"))))


def func():
    pass


func.attr = 1
print("attr" in dir(func), "__name__" in dir(func))
print(type(dir()), dir.__name__, vars.__name__)
