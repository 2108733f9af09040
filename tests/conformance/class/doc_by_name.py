# The docstring of a class, asked for in every way.
class C:
    "the class"
    x = 3


class D(C):
    pass


def direct(o):
    return o.__doc__


def named(o, name):
    return getattr(o, name, None)


print(direct(C), named(C, "__doc__"), named(C, "x"), getattr(C, "__doc__", None))
print(direct(D), named(D, "__doc__"), D.__doc__, direct(C()), named(C(), "__doc__"), named(D(), "__doc__"))
