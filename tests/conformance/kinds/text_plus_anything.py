"""A text added to what nothing is known of: lists take it item by item, classes do as they like."""

import json
import sys


class Odd:
    def __radd__(self, other):
        return [1, 2, other]

    def __add__(self, other):
        return 2.5


class Holder:
    pass


holder = Holder()
holder.a = Odd()
holder.b = [7]
holder.c = "text"
name = "abc"[len(sys.argv) - 1]


def of_class():
    x = getattr(holder, name)
    y = "x" + x
    print(y[-2:], len(y))
    z = x + "x"
    print(z, z * 2)


def of_list():
    x = getattr(holder, "b" + name[:0])
    x += "qr"
    print(x[-2:], holder.b)
    try:
        print("q" + x)
    except TypeError as error:
        print(error)


def of_text():
    x = getattr(holder, "c" + name[:0])
    y = "<" + x + ">"
    y += x
    print(y[-3:], y.upper(), len(y))
    x += "!"
    print(x)


of_class()
of_list()
of_text()
items = json.loads("[1, 2]")
items += "xyz"
print(items[-2:])
items += (4, 5)
items += b"ab"
print(items[-4:], "%s %d" % (items, 3))
