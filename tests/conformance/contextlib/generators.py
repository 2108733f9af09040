# contextmanager: the block's exceptions in the generator, and what comes out.
from contextlib import contextmanager


@contextmanager
def tag(name, *more, sep=" "):
    """Prints tags."""
    print("<" + sep.join([name, *more]) + ">")
    try:
        yield name.upper()
    finally:
        print("</" + name + ">")


with tag("p") as p:
    print(p)
with tag("a", "b", sep="-"), tag("i") as i:
    print(i)
print(tag.__name__, tag.__doc__, tag.__wrapped__.__name__)

try:
    with tag("b"):
        raise ValueError("inside")
except ValueError as error:
    print("out", error)


@contextmanager
def swallowing(*kinds):
    try:
        yield
    except kinds as error:
        print("swallowed", repr(error))


with swallowing(KeyError, ValueError):
    raise KeyError("k")
    print("never")
print("after")
try:
    with swallowing(KeyError):
        raise IndexError("i")
except IndexError as error:
    print("out", error)


@contextmanager
def replacing():
    try:
        yield
    except Exception as error:
        raise RuntimeError("replaced") from error


try:
    with replacing():
        raise OSError("first")
except RuntimeError as error:
    print(error, repr(error.__cause__))


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two_yields():
    yield 1
    yield 2


@contextmanager
def yields_again():
    try:
        yield 1
    except ValueError:
        yield 2


for manager, error in (no_yield, None), (two_yields, None), (yields_again, ValueError("v")):
    try:
        with manager() as value:
            print("value", value)
            if error:
                raise error
    except RuntimeError as error:
        print(error)


# StopIteration and RuntimeError of the block come out as they are.
for error in StopIteration("s"), RuntimeError("r"), GeneratorExit("g"), StopIteration():
    try:
        with tag("x"):
            raise error
    except BaseException as caught:
        print(caught is error, repr(caught))


@contextmanager
def nested():
    with tag("outer"):
        with tag("inner") as inner:
            yield inner


with nested() as value:
    print(value)


def jumps():
    for n in range(3):
        with tag(str(n)):
            if n == 1:
                continue
            if n == 2:
                return "returned"
            print("n", n)


print(jumps())


class Database:
    def __init__(self):
        self.log = []

    @contextmanager
    def transaction(self, name):
        self.log.append("begin " + name)
        try:
            yield self
        except Exception:
            self.log.append("rollback " + name)
            raise
        else:
            self.log.append("commit " + name)


database = Database()
with database.transaction("a") as same:
    print(same is database)
try:
    with database.transaction("b"):
        raise ValueError
except ValueError:
    print(database.log)

once = tag("once")
with once:
    pass
try:
    with once:
        pass
except (AttributeError, RuntimeError) as error:
    print("only once", type(error).__name__)
