import traceback

import errors as e


def show(f, *args):
    try:
        print("result", f(*args))
    except BaseException as error:
        print(type(error).__name__, error.args, getattr(error, "code", None), type(error).__module__)
        for line in traceback.format_exception(error):
            print(line.replace(__file__, "FILE"), end="")


show(e.fail, 7)
show(e.worse)
show(e.chained)
show(e.divide, 1, 0)
show(e.divide, "a", 1)
show(e.divide, 1)
show(e.stop)


def bad():
    raise ValueError("from python")


def key():
    raise KeyError("k")


class Own(Exception):
    pass


own = Own("mine")


def raise_own():
    raise own


show(e.guard, bad)
show(e.guard, key)
show(e.through, key)
show(e.raise_it, ValueError("given"))
try:
    e.through(raise_own)
except Own as error:
    print(error is own)
try:
    e.raise_it(e.Oops("again", 9))
except e.Oops as error:
    print(error.args, isinstance(error, ValueError), e.Oops.__name__, issubclass(e.Worse, e.Oops))
try:
    e.deep(0)
except RecursionError as error:
    print("RecursionError", "maximum recursion depth exceeded" in str(error))


def back_and_forth(n):
    return e.call(back_and_forth, n + 1)


try:
    back_and_forth(0)
except RecursionError:
    print("RecursionError")
print(e.call(divmod, 7, 2), e.call(dict, a=1), e.call(sorted, [3, 1, 2], reverse=True), e.call(lambda *a, **k: (a, k), 1, x=2))
print(e.guard(lambda: e.guard(bad)))
