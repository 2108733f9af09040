# closing, suppress, nullcontext, redirect_stdout, redirect_stderr.
import io
import sys
from contextlib import closing, nullcontext, redirect_stderr, redirect_stdout, suppress


class Door:
    def __init__(self):
        self.is_open = True

    def close(self):
        self.is_open = False
        print("closed")


door = Door()
with closing(door) as same:
    print(same is door, door.is_open)
print(door.is_open)
try:
    with closing(Door()):
        raise ValueError("inside")
except ValueError as error:
    print(error)
try:
    with closing(5):
        print("body")
except AttributeError as error:
    print(error)

with suppress(ZeroDivisionError):
    1 / 0
    print("never")
with suppress(KeyError, IndexError):
    [][0]
with suppress(LookupError):
    {}["k"]
with suppress():
    print("nothing to suppress")
try:
    with suppress(KeyError):
        raise ValueError("v")
except ValueError as error:
    print(error)
twice = suppress(OSError)
with twice:
    with twice:
        raise OSError("inner")
    print("after the inner one")
    raise FileNotFoundError("outer")
print("after both")

with nullcontext(5) as five, nullcontext() as nothing:
    print(five, nothing)
try:
    with nullcontext():
        raise KeyError("goes through")
except KeyError as error:
    print(error)

text = io.StringIO()
with redirect_stdout(text) as target:
    print("into the text", 1, 2, sep="-")
    target.write("written\n")
    inner = io.StringIO()
    with redirect_stdout(inner):
        print("inner")
    print("back")
print(repr(text.getvalue()), repr(inner.getvalue()))
same = io.StringIO()
again = redirect_stdout(same)
with again:
    print("a")
    with again:
        print("b")
    print("c")
print(repr(same.getvalue()))
errors = io.StringIO()
with redirect_stderr(errors):
    print("oops", file=sys.stderr)
    sys.stderr.write("more\n")
print(repr(errors.getvalue()))
try:
    with redirect_stdout(io.StringIO()) as lost:
        print("lost")
        raise ValueError("with output")
except ValueError as error:
    print(error, repr(lost.getvalue()))
