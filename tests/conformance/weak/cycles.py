import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("del", self.name)


def make(first, second):
    a, b = Node(first), Node(second)
    a.other, b.other = b, a
    return weakref.ref(a), weakref.ref(b, lambda r: print("callback for", second))


gc.collect()
ra, rb = make("a", "b")
print(ra() is not None, rb() is not None)
print(gc.collect() > 0)
print(ra(), rb())


class Tree:
    def __init__(self, parent=None):
        self.children = []
        self.parent = weakref.ref(parent) if parent else None
        if parent:
            parent.children.append(self)

    def __del__(self):
        print("tree gone")


root = Tree()
Tree(root)
Tree(root.children[0])
print(root.children[0].children[0].parent() is root.children[0])
root = None
print("all freed at once")
