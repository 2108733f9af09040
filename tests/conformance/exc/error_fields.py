# What NameError, AttributeError and ImportError are about.
class Thing:
    __slots__ = ("x",)

    def __repr__(self):
        return "a thing"


def attempt(function):
    try:
        print("fine", function())
    except NameError as e:
        print(type(e).__name__, e, "|", e.name)
    except AttributeError as e:
        print(type(e).__name__, e, "|", e.name, repr(e.obj))
    except ImportError as e:
        print(type(e).__name__, e, "|", e.name, e.path, e.msg)


def unbound():
    print(late)
    late = 1


def free():
    def inner():
        return value

    inner()
    value = 1


def missing_import():
    try:
        import not_there_at_all
    except ImportError:
        raise


attempt(lambda: undefined_name)
attempt(unbound)
attempt(free)
attempt(lambda: Thing().y)
attempt(lambda: Thing().x)
attempt(lambda: Thing.z)
attempt(lambda: "text".uper)
attempt(lambda: (1).real.nothing)
attempt(lambda: None.attribute)
attempt(lambda: getattr([], "na" + "me"))
attempt(missing_import)


def throw(e):
    raise e


attempt(lambda: throw(NameError("made", name="n")))
attempt(lambda: throw(NameError("made")))
attempt(lambda: throw(AttributeError("made", name="a", obj=3)))
attempt(lambda: throw(AttributeError("made")))
attempt(lambda: throw(ImportError("made", name="m", path="/p")))
attempt(lambda: throw(ModuleNotFoundError("made", name="m")))
attempt(lambda: throw(ImportError("a", "b")))
for cls in (NameError, AttributeError, ImportError, ValueError):
    try:
        cls("x", other=1)
    except TypeError as e:
        print(type(e).__name__, cls.__name__)


class Own(AttributeError):
    pass


try:
    raise Own("own")
except AttributeError as e:
    print(e.name, e.obj, e.args)
print(getattr(3, "nope", "default"), hasattr("x", "y"), hasattr(Thing(), "x"))
