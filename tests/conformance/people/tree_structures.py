"""Balanced trees, tries and heaps with generic interfaces, iterated in every order."""
from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, MutableMapping, MutableSet
from heapq import heapify, heappop, heappush, merge, nlargest
from typing import Any, Generic, Optional, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Node(Generic[K, V]):
    __slots__ = ("key", "value", "left", "right", "height")

    def __init__(self, key: K, value: V) -> None:
        self.key, self.value = key, value
        self.left: Optional[Node[K, V]] = None
        self.right: Optional[Node[K, V]] = None
        self.height = 1


def height(node):
    return node.height if node else 0


def rotate(node, side, other):
    child = getattr(node, other)
    setattr(node, other, getattr(child, side))
    setattr(child, side, node)
    for n in (node, child):
        n.height = 1 + max(height(n.left), height(n.right))
    return child


class AVL(MutableMapping):
    def __init__(self, items: Iterable[tuple[Any, Any]] = ()) -> None:
        self._root: Node | None = None
        self._len = 0
        self.update(items)

    def _insert(self, node, key, value):
        if node is None:
            self._len += 1
            return Node(key, value)
        if key == node.key:
            node.value = value
            return node
        if key < node.key:
            node.left = self._insert(node.left, key, value)
        else:
            node.right = self._insert(node.right, key, value)
        return self._balanced(node)

    def _balanced(self, node):
        node.height = 1 + max(height(node.left), height(node.right))
        tilt = height(node.left) - height(node.right)
        if tilt > 1:
            if height(node.left.left) < height(node.left.right):
                node.left = rotate(node.left, "left", "right")
            return rotate(node, "right", "left")
        if tilt < -1:
            if height(node.right.right) < height(node.right.left):
                node.right = rotate(node.right, "right", "left")
            return rotate(node, "left", "right")
        return node

    def __setitem__(self, key, value):
        self._root = self._insert(self._root, key, value)

    def __getitem__(self, key):
        node = self._root
        while node:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def __delitem__(self, key):
        self[key]
        items = [(k, v) for k, v in self.items() if k != key]
        self._root, self._len = None, 0
        self.update(items)

    def __iter__(self) -> Iterator:
        def walk(node):
            if node:
                yield from walk(node.left)
                yield node.key
                yield from walk(node.right)
        return walk(self._root)

    def __reversed__(self):
        stack, node = [], self._root
        while stack or node:
            while node:
                stack.append(node)
                node = node.right
            node = stack.pop()
            yield node.key
            node = node.left

    def __len__(self):
        return self._len

    def __repr__(self):
        return f"AVL({dict(self)!r})"


class Trie:
    def __init__(self, *words):
        self.children: dict[str, Trie] = {}
        self.is_word = False
        for word in words:
            self.add(word)

    def add(self, word):
        node = self
        for letter in word:
            node = node.children.setdefault(letter, Trie())
        node.is_word = True
        return self

    def __contains__(self, word):
        node = self._find(word)
        return node is not None and node.is_word

    def _find(self, prefix):
        node = self
        for letter in prefix:
            if (node := node.children.get(letter)) is None:
                return None
        return node

    def completions(self, prefix=""):
        node = self._find(prefix)
        if node is not None:
            if node.is_word:
                yield prefix
            for letter in sorted(node.children):
                yield from self.completions(prefix + letter)


class SortedSet(MutableSet):
    def __init__(self, items=()):
        self._items = sorted(set(items))

    def __contains__(self, item):
        at = bisect_left(self._items, item)
        return at < len(self._items) and self._items[at] == item

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def add(self, item):
        if item not in self:
            insort(self._items, item)

    def discard(self, item):
        if item in self:
            del self._items[bisect_left(self._items, item)]

    def __repr__(self):
        return f"{{{', '.join(map(repr, self))}}}s"


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...


tree = AVL((word, len(word)) for word in "the quick brown fox jumps over lazy dogs".split())
print(tree, len(tree), tree._root.key, tree._root.height)
for n in range(200):
    tree[f"{n * 7919 % 200:03}"] = n
print(len(tree), height(tree._root), next(iter(tree)), next(reversed(tree)), tree.get("nope", "none"))
print(list(tree)[:4], list(tree.values())[-3:], "fox" in tree, tree.pop("fox"), "fox" in tree, len(tree))
try:
    del tree["cat"]
except KeyError as error:
    print("no", error)
print(tree.setdefault("zebra", 1), tree.popitem()[0], AVL({1: 2}.items()) == {1: 2}, list(AVL([(2, "b"), (1, "a")]).items()))
trie = Trie("car", "cart", "care", "dog", "do").add("cat")
print(list(trie.completions("car")), list(trie.completions()), "ca" in trie, "cat" in trie, list(trie.completions("x")))
s = SortedSet([5, 1, 3])
s |= {2, 8}
s -= {1}
s.add(4)
print(s, s & {2, 3, 9}, s | [10], s ^ {2, 99}, s.isdisjoint({7}), s < {2, 3, 4, 5, 8, 9}, s.pop(), s)
heap = [7, 2, 9, 4]
heapify(heap)
heappush(heap, 1)
print([heappop(heap) for _ in range(len(heap))], list(merge([1, 4], [2, 3], [0])), nlargest(2, "hello", key=ord))
try:
    Shape()
except TypeError as error:
    print(type(error).__name__)
