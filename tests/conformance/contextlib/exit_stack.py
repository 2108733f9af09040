# ExitStack: order, suppression, what is raised while leaving.
from contextlib import ExitStack, contextmanager, suppress


@contextmanager
def step(name, fail=None):
    print("enter", name)
    try:
        yield name
    finally:
        print("exit", name)
        if fail is not None:
            raise fail


with ExitStack() as stack:
    names = [stack.enter_context(step(n)) for n in "abc"]
    stack.callback(print, "callback", 1, sep="-")
    print(names)


@stack.callback
def unused():
    print("called at close")


stack.close()
stack.close()

with ExitStack() as stack:
    def handler(kind, value, traceback):
        print("handler", kind.__name__, value)
        return True

    stack.enter_context(step("outer"))
    print(stack.push(handler) is handler)
    stack.enter_context(step("inner"))
    raise ValueError("swallowed")
print("after")

with ExitStack() as stack:
    stack.push(suppress(KeyError))
    stack.callback(lambda: {}["missing"])
print("suppressed")

try:
    with ExitStack() as stack:
        stack.enter_context(step("1", OSError("one")))
        stack.enter_context(step("2"))
        stack.enter_context(step("3", KeyError("three")))
        raise ValueError("body")
except OSError as error:
    chain = []
    while error is not None:
        chain.append(repr(error))
        error = error.__context__
    print(chain)

with ExitStack() as stack:
    stack.enter_context(step("moved"))
    kept = stack.pop_all()
    print("moved to", type(kept).__name__)
print("nothing was left")
with kept:
    print("now")

try:
    with ExitStack() as stack:
        stack.enter_context(step("ok"))
        stack.enter_context(5)
except TypeError as error:
    print(error)


def partly():
    with ExitStack() as stack:
        for n in range(5):
            stack.enter_context(step(n))
            if n == 2:
                return "returned"


print(partly())

with ExitStack() as outer:
    inner = outer.enter_context(ExitStack())
    inner.callback(print, "inner callback")
    outer.callback(print, "outer callback")


class Manager:
    def __init__(self, result):
        self.result = result

    def __enter__(self):
        return self

    def __exit__(self, *details):
        print("leaving", self.result, details[0] and details[0].__name__)
        return self.result


with ExitStack() as stack:
    stack.enter_context(Manager("truthy"))
    stack.enter_context(Manager(0))
    stack.push(Manager(None))
    raise IndexError("x")
print("done")
try:
    with ExitStack() as stack:
        stack.push(Manager(False))
        raise IndexError("out")
except IndexError as error:
    print(error, error.__context__)
