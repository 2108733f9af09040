# What module traceback makes of an exception.
import io
import sys
import traceback


class Own(Exception):
    pass


def inner(n):
    if n == 0:
        raise Own("deep", n)
    inner(n - 1)


try:
    inner(2)
except Own as error:
    lines = traceback.format_exception(error)
    print(lines[0], lines[-1], len(lines))
    print(traceback.format_exception_only(error), traceback.format_exception_only(type(error), error))
    frames = traceback.extract_tb(error.__traceback__)
    print([(f.name, f.lineno, f.line) for f in frames], len(traceback.format_tb(error.__traceback__)))
    print("".join(traceback.format_exception(error)) == traceback.format_exc())
    out = io.StringIO()
    traceback.print_exc(file=out)
    print(out.getvalue() == traceback.format_exc())
    te = traceback.TracebackException.from_exception(error)
    print(te.exc_type.__name__, str(te), list(te.format_exception_only()), te.stack[0].name)
try:
    try:
        {}["k"]
    except KeyError as error:
        raise ValueError("bad key") from error
except ValueError as error:
    text = traceback.format_exc()
    print(text.count("Traceback"), "direct cause" in text, traceback.format_exc(chain=False).count("Traceback"))
print(traceback.format_exception_only(ValueError()), traceback.format_exception_only(None, None))
error = ValueError("x\ny")
error.add_note("a note")
print(traceback.format_exception_only(error))
print(traceback.format_list([("f.py", 3, "g", "x = 1")]))
