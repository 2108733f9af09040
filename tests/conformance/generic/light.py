# Type parameters that stand in annotations alone.
# python: 3.14
class Tree[T]:
    def __init__(self, value: T, left: "Tree[T] | None" = None, right: "Tree[T] | None" = None):
        self.value = value
        self.left = left
        self.right = right

    def insert(self, value: T) -> None:
        if value < self.value:
            if self.left is None:
                self.left = Tree(value)
            else:
                self.left.insert(value)
        elif self.right is None:
            self.right = Tree(value)
        else:
            self.right.insert(value)

    def walk(self, out: list[T]) -> list[T]:
        if self.left is not None:
            self.left.walk(out)
        out.append(self.value)
        if self.right is not None:
            self.right.walk(out)
        return out


class Counter[K, V: int]:
    def __init__(self):
        self.counts: dict[K, V] = {}

    def add(self, key: K) -> V:
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key]


t = Tree(50)
x = 17
for _ in range(30):
    x = (x * 37 + 11) % 101
    t.insert(x)
print(t.walk([]))
c = Counter()
for word in "a b a c b a".split():
    c.add(word)
print(c.counts)
