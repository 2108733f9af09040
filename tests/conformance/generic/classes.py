# Classes with type parameters.
# python: 3.14
from dataclasses import dataclass
from typing import Generic


class Stack[T]:
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()

    def __len__(self):
        return len(self.items)


class Pair[A, B]:
    def __init__(self, a: A, b: B):
        self.a, self.b = a, b

    def swapped(self) -> "Pair[B, A]":
        return Pair(self.b, self.a)


class Named[T](Stack[T]):
    name = "named"


@dataclass
class Node[K]:
    key: K
    rest: "Node[K] | None" = None


s = Stack[int]()
s.push(3)
s.push(4)
print(s.pop(), len(s), isinstance(s, Stack))
p = Pair(1, "x").swapped()
print(p.a, p.b)
print(Stack[int], Pair[int, str])
n = Named()
n.push("q")
print(n.pop(), Named.name, issubclass(Named, Stack))
print(Node(3, Node(4)), Node[str]("a").key)
print(Stack.__mro__)
print(Stack.__type_params__, Pair.__parameters__, Stack.__orig_bases__)
print([c.__name__ for c in Named.__mro__], Generic in Named.__mro__)
try:
    Stack[int, str]
except TypeError as e:
    print(type(e).__name__)
