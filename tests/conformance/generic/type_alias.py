# The type statement: evaluated when it is asked for.
# python: 3.14
type Vector = list[float]
type Pair[A, B = int] = tuple[A, B]
type Tree = dict[str, Tree] | None
type Late = Missing


def scale(v: Vector, by: float) -> Vector:
    return [x * by for x in v]


print(scale([1.0, 2.5], 2))
print(Vector, Vector.__name__, Vector.__value__, Vector.__type_params__)
print(Pair, Pair.__type_params__, Pair[int, str], Pair.__value__)
print(Tree.__value__)
try:
    Late.__value__
except NameError as e:
    print(e)
Missing = int
print(Late.__value__)


def inner():
    type Local = str
    return Local


print(inner(), inner().__value__, type(Vector).__name__)


class Holder:
    type Item = int

    def item(self) -> Item:
        return 3


print(Holder.Item, Holder().item())
try:
    Vector[int]
except TypeError as e:
    print(e)
print(Vector | None, isinstance(3, int))
