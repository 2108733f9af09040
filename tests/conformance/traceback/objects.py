import sys


def inner(x):
    return 1 / x


def middle(x):
    y = x
    return inner(y)


class K:
    def method(self):
        raise ValueError("in method")


def walk(tb):
    out = []
    while tb is not None:
        frame = tb.tb_frame
        out.append((frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


try:
    middle(0)
except ZeroDivisionError as e:
    tb = e.__traceback__
    print(walk(tb))
    print(tb.tb_lineno, tb.tb_next.tb_lineno, tb.tb_next.tb_next.tb_next)
    print(tb.tb_frame.f_code.co_filename.endswith("objects.py"), type(tb).__name__)
    print(tb.tb_frame.f_globals["__name__"])
    print(sys.exc_info()[2] is not None, sys.exc_info()[0].__name__)
try:
    K().method()
except ValueError:
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, walk(tb))
    last = tb
    while last.tb_next:
        last = last.tb_next
    print("failed at line", last.tb_lineno, "in", last.tb_frame.f_code.co_name)


def reraise():
    try:
        middle(0)
    except ZeroDivisionError as e:
        raise RuntimeError("wrapped") from e


try:
    reraise()
except RuntimeError as e:
    print(walk(e.__traceback__), walk(e.__cause__.__traceback__))
    e2 = e.with_traceback(None)
    print(e2.__traceback__)
