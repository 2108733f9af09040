# Functions with type parameters: they mean nothing when the program runs, but can be seen.
# python: 3.14
from typing import Callable


def first[T](items: list[T]) -> T:
    return items[0]


def apply[T, *Ts, **P](function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return function(*args, **kwargs)


def bounded[N: (int, float) = int](a: N, b: N) -> N:
    return a if a > b else b


def collect[T](items: list[T], factory=None) -> list[T]:
    kind = list[T]
    found = kind()
    for item in items:
        found.append(item)
    return found, str(kind), repr(T), T.__name__


class Box:
    def map[U](self, function: Callable[[int], U]) -> U:
        return function(self.value)

    def __init__(self, value):
        self.value = value


async def wait[T](value: T) -> T:
    return value


print(first([1, 2]), first("xy"))
print(apply(max, 3, 4), apply(sorted, [3, 1], reverse=True))
print(bounded(2, 3), bounded(2.5, 1.5))
print(collect([1, 2]))
print(Box(3).map(lambda x: x * 2), Box(4).map(str))
print(bounded.__type_params__, first.__type_params__[0].__bound__, bounded.__type_params__[0].__constraints__)
print([type(p).__name__ for p in apply.__type_params__], apply.__type_params__)
