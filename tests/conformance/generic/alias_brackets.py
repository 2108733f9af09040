"""Brackets behind types that have parameters: list[T][int], and unions of them."""

import typing

K = typing.TypeVar("K")
V = typing.TypeVar("V")
T = typing.TypeVar("T")

Pairs = typing.Iterable[tuple[K, V]]
Row = list[K]
Index = dict[K, list[V]]
Maybe = list[T] | None
Same = dict[K, K]

for form in (Pairs, Row, Index, Maybe, Same):
    print(form, form.__parameters__)
print(Pairs[int, str], Row[int], Row[V], Row[K] == Row)
print(Index[int, str], Index[int, T], Index[int, T][bool])
print(Maybe[int], Same[str], Index[int, list[T]][float])
print(Row[int].__args__, Row[int].__origin__, Row[int].__parameters__)
for make in (lambda: list[int][str], lambda: Row[int, str], lambda: Index[int], lambda: Same[int, int]):
    try:
        print(make())
    except TypeError as error:
        print(error)


class Box(typing.Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


print(list[Box[T]][int].__args__[0].__args__)
