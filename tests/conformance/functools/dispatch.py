from collections.abc import Mapping, Sequence
from functools import singledispatch, singledispatchmethod


@singledispatch
def show(value, deep=False):
    """Shows anything."""
    return f"object {value!r}"


@show.register(int)
def show_int(value, deep=False):
    return f"int {value}"


@show.register(list)
@show.register(tuple)
def _(value, deep=False):
    return f"sequence of {len(value)}" + (" " + ", ".join(map(show, value)) if deep else "")


@show.register
def show_text(value: str, deep=False):
    return f"text {value}"


@show.register
def show_either(value: float | bytes, deep=False):
    return f"number {value}"


show.register(type(None), lambda value, deep=False: "nothing")
print(show(1), show(True), show([1, "a", None], True), show((1, 2)), show("s"), show(2.5), show(None))
print(show({}), show.__name__, show.__doc__, show.dispatch(bool) is show_int, len(show.registry))


class Base:
    pass


class Left(Base):
    pass


class Right(Base):
    pass


class Both(Left, Right):
    pass


@show.register(Base)
def _(value, deep=False):
    return "base"


print(show(Both()))


@show.register(Right)
def _(value, deep=False):
    return "right"


print(show(Both()), show(Left()), show(Right()))


@show.register(Mapping)
def _(value, deep=False):
    return f"mapping {len(value)}"


print(show({1: 2}))
try:
    show()
except TypeError as e:
    print(e)
try:
    show.register(lambda value: 1)
except TypeError as e:
    print("Invalid first argument" in str(e))
try:
    show.register(3, 4)
except TypeError as e:
    print("Invalid first argument" in str(e))


class Formatter:
    def __init__(self, sign):
        self.sign = sign

    @singledispatchmethod
    def format(self, value):
        return f"{self.sign}{value!r}"

    @format.register
    def _(self, value: int):
        return f"{self.sign}int:{value}"

    @format.register(str)
    def _(self, value):
        return f"{self.sign}str:{value}"


f = Formatter("#")
print(f.format(1), f.format("x"), f.format([1]), Formatter.format(f, 2))


class Kinds:
    @singledispatchmethod
    @classmethod
    def of(cls, value):
        return cls.__name__, "other"

    @of.register(int)
    @classmethod
    def _(cls, value):
        return cls.__name__, "int"

    @singledispatchmethod
    @staticmethod
    def plain(value):
        return "other"

    @plain.register(str)
    @staticmethod
    def _(value):
        return "str"


print(Kinds.of(1), Kinds.of("x"), Kinds().plain(1), Kinds.plain("x"))
bound = show.__get__("s")
print(bound(), show.__get__(None, str) is show)


class Slots:
    __slots__ = ("a", "b", "a")


slots = Slots()
slots.a = 1
print(slots.a)
