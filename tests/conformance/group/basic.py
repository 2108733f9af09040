# Groups as objects: making, splitting, deriving.
def show(e, depth=0):
    pad = "  " * depth
    if isinstance(e, BaseExceptionGroup):
        print(f"{pad}{type(e).__name__} {e.message!r} {len(e.exceptions)}")
        for inner in e.exceptions:
            show(inner, depth + 1)
    else:
        print(f"{pad}{e!r}")


eg = ExceptionGroup("outer", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError(2)])])
show(eg)
print(str(eg), eg.message, len(eg.exceptions), eg.args[0])
print(repr(ExceptionGroup("one", [ValueError(1)])))
print(str(ExceptionGroup("one", [ValueError(1)])))
match, rest = eg.split(ValueError)
show(match)
show(rest)
print(eg.subgroup(OSError), eg.split(OSError)[0])
show(eg.subgroup((TypeError, KeyError)))
show(eg.subgroup(lambda e: isinstance(e, ExceptionGroup) and e.message == "inner"))
match, rest = eg.split(Exception)
print(match is eg, rest)
print(isinstance(eg, Exception), isinstance(eg, BaseExceptionGroup), isinstance(eg, ExceptionGroup), issubclass(ExceptionGroup, Exception))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)

for make in (
    lambda: ExceptionGroup("m", []),
    lambda: ExceptionGroup("m", [1]),
    lambda: ExceptionGroup("m", [ValueError(), "x"]),
    lambda: ExceptionGroup("m", 5),
    lambda: ExceptionGroup(5, [ValueError()]),
    lambda: ExceptionGroup("m"),
    lambda: ExceptionGroup("m", [KeyboardInterrupt()]),
    lambda: eg.split(3),
    lambda: eg.split(int),
):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)

eg.add_note("first")
eg.add_note("second")
part = eg.subgroup(ValueError)
print(part.__notes__, eg.__notes__ is part.__notes__)
part.add_note("third")
print(eg.__notes__, part.__notes__)
try:
    raise eg
except* ValueError as e:
    print("values", len(e.exceptions), e.__notes__)
except* (TypeError, KeyError) as e:
    print("others", len(e.exceptions))
e = ValueError("v")
print(hasattr(e, "__notes__"))
e.extra_thing = 5
e.__notes__ = ["n"]
e.add_note("m")
print(e.extra_thing, e.__notes__)
del e.extra_thing
print(hasattr(e, "extra_thing"))


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message + "'", excs)


mine = MyGroup("mine", [ValueError(1), TypeError(2)])
a, b = mine.split(ValueError)
print(type(a).__name__, a.message, type(b).__name__, b.message, b.exceptions)
