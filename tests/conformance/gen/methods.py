class Tree:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def pairs(self, label="n"):
        for v in self:
            yield label, v

    @staticmethod
    def numbers(n):
        while n:
            n -= 1
            yield n

    @classmethod
    def build(cls, values):
        for v in values:
            yield cls(v)

    @property
    def lazily(self):
        yield self.value
        yield self.value * 2


t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, None, Tree(7)))
print(list(t), sum(t), max(t), 3 in t, 5 in t)
print(dict(enumerate(t)), [v for v in t if v % 2])
print(list(t.pairs()), list(t.pairs("x"))[:2])
print(list(Tree.numbers(3)), [x.value for x in Tree.build("ab")])
print(list(t.lazily))
a, b, *rest = t
print(a, b, rest)


class Node(Tree):
    def __iter__(self):
        yield "start"
        yield from super().__iter__()
        yield "end"


print(list(Node(1, Tree(0))))


class Bag:
    def __init__(self, *items):
        self.items = list(items)

    def __iter__(self):
        return iter(self.items)

    def drain(self):
        while self.items:
            yield self.items.pop()


bag = Bag(1, 2.5, "x", None)
print(list(bag), list(bag.drain()), list(bag))
