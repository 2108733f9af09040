"""inspect.getfullargspec: what a function takes."""

import inspect


def everything(a, b: int = 2, /, c=3, *args, d, e=5, **kw) -> str: ...


class Point:
    def __init__(self, x, y=1): ...

    def move(self, by): ...


for function in (everything, Point, Point.move, Point(1).move, lambda: 0, lambda *rest: rest):
    spec = inspect.getfullargspec(function)
    print(spec)
    print(spec.args, spec.defaults)
try:
    inspect.getfullargspec(5)
except TypeError as error:
    print(error)
