from typing import (
    Annotated, Any, Callable, ClassVar, Dict, Final, Generic, Iterable, List, Literal, NewType,
    Optional, Protocol, Sequence, Tuple, Type, TypeVar, Union, cast, final, get_args, get_origin,
    overload, runtime_checkable, TYPE_CHECKING, NoReturn, assert_never,
)

T = TypeVar("T")
K = TypeVar("K", bound=int)
S = TypeVar("S", int, str)


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


class Pair(Generic[T, K]):
    def __init__(self, first: T, second: K):
        self.first = first
        self.second = second


class Named(Stack[str]):
    def names(self):
        return ", ".join(self.items)


stack = Stack[int]()
stack.push(4)
print(stack.pop(), stack.__orig_class__ == Stack[int], type(stack) is Stack)
named = Named()
named.push("x")
print(named.names(), isinstance(named, Stack), Named.__bases__ == (Stack,))
print(Stack.__parameters__, Pair.__parameters__, Pair[str, int].__args__)
print(Pair[str, int]("a", 1).first, Pair[T, int].__parameters__ == (T,))
print(List[int], Dict[str, List[int]], Tuple[int, ...], Callable[[int, str], bool])
print(Callable[..., int], Type[int], Iterable[str], Literal["a", 1, True], ClassVar[int])
print(List, Dict, Any, Final[int], NoReturn)
print(List[int] == List[int], List[int] == List[str], List[T][int] == List[int])
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]))
print(get_origin(int), get_args(int), get_origin(list[int]), get_args(list[int]))
print(get_args(Optional[int]), get_args(Union[int, str, int]), Union[int] is int)
print(Optional[int] == Union[int, None], isinstance(4, Optional[int]), isinstance("x", Union[int, None]))
print(T, K.__bound__, S.__constraints__, T.__name__)
UserId = NewType("UserId", int)
print(UserId(5) + 1, UserId.__supertype__, cast(str, 5), TYPE_CHECKING)
Hint = Annotated[int, "positive", 3]
print(get_origin(Hint) is Annotated, get_args(Hint), Hint.__metadata__)
try:
    List[int, str]
except TypeError as error:
    print("TypeError")
try:
    Stack[int, str]
except TypeError as error:
    print("TypeError")


@overload
def double(x: int) -> int: ...
@overload
def double(x: str) -> str: ...
def double(x):
    return x * 2


@final
class Last:
    pass


print(double(2), double("a"), Last.__final__)


@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...


class File:
    def close(self):
        print("closed")


class Shape(Protocol):
    name: str

    def area(self) -> float: ...

    def describe(self) -> str:
        return f"{self.name} of {self.area()}"


class Square(Shape):
    def __init__(self, side):
        self.side = side
        self.name = "square"

    def area(self):
        return self.side ** 2


print(isinstance(File(), Closable), isinstance(4, Closable), Square(3).describe())
for make in (Shape, Closable):
    try:
        make()
    except TypeError:
        print("a protocol")
try:
    isinstance(4, Shape)
except TypeError:
    print("not checked when running")
try:
    assert_never("x")
except AssertionError as error:
    print(error)


class Source(Protocol[T]):
    def get(self) -> T: ...


class Ints(Source[int]):
    def get(self):
        return 5


def use(source: Source[int]) -> int:
    return source.get()


print(use(Ints()), Source.__parameters__)
