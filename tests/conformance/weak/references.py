import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Node({self.name})"


def callback(reference):
    print("gone", reference() is None, type(reference).__name__)


node = Node("a")
first = weakref.ref(node)
second = weakref.ref(node)
print(first is second, first() is node, first().name)
with_callback = weakref.ref(node, callback)
other = weakref.ref(node, lambda reference: print("other", reference()))
print(with_callback is first, with_callback == first, hash(with_callback) == hash(node))
print(weakref.getweakrefcount(node), len(weakref.getweakrefs(node)))
print(with_callback.__callback__ is callback, first.__callback__)
print(isinstance(first, weakref.ref), weakref.ref is weakref.ReferenceType)
del node
print(first(), second(), with_callback(), first is second)
print(first == with_callback, first == first)
try:
    hash(other)
except TypeError as error:
    print(error)

for value in (1, "text", 1.5, None, (1, 2), [1], {}):
    try:
        weakref.ref(value)
    except TypeError as error:
        print(error)


class Slotted:
    __slots__ = ("x",)


class Open:
    __slots__ = ("x", "__weakref__")


class Both(Slotted):
    pass


class Text(str):
    pass


class Items(list):
    pass


class Number(int):
    pass


class Pair(tuple):
    pass


for made in (Slotted(), Open(), Both(), Text("x"), Items(), Number(4), Pair()):
    try:
        print(weakref.ref(made)() is made)
    except TypeError as error:
        print(error)


def function():
    pass


def generator():
    yield 1


suspended = generator()
some = {1, 2}
print(weakref.ref(function)() is function, weakref.ref(suspended)() is suspended)
print(weakref.ref(some)() is some, weakref.ref(Node)() is Node)
print(weakref.ref(frozenset([1]))())
