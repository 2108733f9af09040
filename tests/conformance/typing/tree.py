import copy
from typing import Generic, Iterator, NamedTuple, Optional, TypeVar

T = TypeVar("T")


class Entry(NamedTuple):
    key: str
    value: int = 0


class Node(Generic[T]):
    def __init__(self, item: T, left: "Optional[Node[T]]" = None, right: "Optional[Node[T]]" = None):
        self.item = item
        self.left = left
        self.right = right

    def __iter__(self) -> Iterator[T]:
        if self.left:
            yield from self.left
        yield self.item
        if self.right:
            yield from self.right

    def insert(self, item: T) -> "Node[T]":
        side = "left" if item < self.item else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(item))
        else:
            child.insert(item)
        return self


root = Node(Entry("m", 1))
for number, letter in enumerate("gtaxk"):
    root.insert(Entry(letter, number))
other = copy.deepcopy(root)
other.insert(Entry("z"))
print([entry.key for entry in root], [entry.key for entry in other])
print(sum(entry.value for entry in root), root.left.item is other.left.item, root.left is other.left)
