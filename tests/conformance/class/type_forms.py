# Types written with brackets and bars.
print(list[int], dict[str, list[int]], tuple[int, ...], set[None], type[int], frozenset[str], tuple[()])
print(int | None, None | int, int | str | None, list[int] | None, int | int, str | (int | str))
Alias = list[int]
print(Alias.__origin__, Alias.__args__, Alias.__parameters__, Alias([1, 2]), Alias("ab"))
print((int | str).__args__, (int | None).__args__)
print(list[int] == list[int], list[int] == list[str], list[int] == list, hash(list[int]) == hash(list[int]))
print((int | str) == (str | int), (int | str) == (int | bytes), hash(int | str) == hash(str | int))
print(isinstance(3, int | str), isinstance("x", int | str), isinstance(2.5, int | str), isinstance(None, int | None))
print(issubclass(bool, int | str), issubclass(float, int | str), isinstance([], (int | str, list)))
for wrong in (lambda: isinstance([], list[int]), lambda: int[str], lambda: int | 3, lambda: issubclass(list, list[int])):
    try:
        print(wrong())
    except TypeError as e:
        print(e)


class Box:
    def __init__(self, value):
        self.value = value


print(Box | None, list[Box], isinstance(Box(1), Box | int), dict[str, Box | None])
Number = int | float


def twice(x):
    if isinstance(x, Number):
        return x * 2
    return f"{x}{x}"


print(twice(3), twice(2.5), twice("ab"))
table = {list[int]: "ints", int | str: "either"}
print(table[list[int]], table[str | int])
