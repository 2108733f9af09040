class Node:
    def __init__(self, children=None):
        self.children = children or []

    def accept(self, visitor):
        return visitor.visit(self)


class Leaf(Node):
    def __init__(self, value):
        super().__init__()
        self.value = value

    def accept(self, visitor):
        return visitor.visit_leaf(self)


class Visitor:
    def visit(self, node):
        return self.combine([c.accept(self) for c in node.children])

    def visit_leaf(self, leaf):
        return leaf.value

    def combine(self, values):
        return values


class Summer(Visitor):
    def combine(self, values):
        total = 0
        for v in values:
            total += v
        return total


class Depth(Visitor):
    def visit_leaf(self, leaf):
        return 1

    def combine(self, values):
        return 1 + max(values, default=0)


class Printer(Visitor):
    def __init__(self):
        self.lines = []
        self.depth = 0

    def visit(self, node):
        self.lines.append("  " * self.depth + f"node({len(node.children)})")
        self.depth += 1
        super().visit(node)
        self.depth -= 1
        return self

    def visit_leaf(self, leaf):
        self.lines.append("  " * self.depth + repr(leaf.value))


tree = Node([Leaf(1), Node([Leaf(2.5), Leaf(True)]), Node(), Leaf(2**65)])
print(tree.accept(Visitor()), tree.accept(Summer()), tree.accept(Depth()))
print("\n".join(tree.accept(Printer()).lines))
mixed = Node([Leaf("a"), Node([Leaf("b")])])
print(mixed.accept(Visitor()), mixed.accept(Depth()))
try:
    mixed.accept(Summer())
except TypeError as e:
    print(e)


class Subject:
    def __init__(self):
        self.watchers = []
        self.value = None

    def watch(self, watcher):
        self.watchers.append(watcher)

    def set(self, value):
        old, self.value = self.value, value
        for w in self.watchers:
            w(old, value)


class Logger:
    def __init__(self):
        self.entries = []

    def changed(self, old, new):
        self.entries.append(f"{old!r}->{new!r}")


subject = Subject()
logger = Logger()
subject.watch(logger.changed)
subject.watch(lambda old, new: logger.entries.append(old == new))
for v in (1, 1.0, "x", None, [subject.value]):
    subject.set(v)
print(logger.entries)
