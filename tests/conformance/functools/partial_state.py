# What partial objects are made of, and how they are shown.
from functools import partial


def show(*args, **kwargs):
    return args, kwargs


p = partial(show, 1, a=2)
print(p.__reduce__()[1:] == ((show,), (show, (1,), {"a": 2}, None)))
p.__setstate__((show, (5,), {"b": 6}, {"note": 7}))
print(p(8, c=9), p.note, p.__dict__)
p.__setstate__((show, (), None, None))
print(p(), p(1), p(k=2))
for state in ((show, (), {}), [show, (), {}, None], (None, (), {}, None), (show, None, {}, None),
              (show, [], {}, None), (show, (), [], None)):
    try:
        p.__setstate__(state)
    except TypeError as error:
        print(error)
q = partial(len)
print(repr(q), repr(partial(q, x=[1, "two"])), repr(partial(int, base=2)))
loop = partial(show)
loop.__setstate__((len, (loop,), {}, {}))
print(repr(loop))
try:
    partial(5)
except TypeError as error:
    print(error)
odd = partial(show)
odd.__setstate__((show, (), {1: 2}, None))
try:
    odd()
except TypeError as error:
    print(error)
print(repr(odd)[-6:])
