# Rings of objects that weak dictionaries watch are collected without being asked for.
import gc
import weakref


class Node:
    pass


watched = weakref.WeakValueDictionary()
for i in range(50000):
    node = Node()
    node.me = node
    watched[i] = node
print(len(watched) < 50000)


# The reference dies with its object: nobody is called.
def pair():
    node = Node()
    node.me = node
    node.reference = weakref.ref(node, lambda r: print("never"))


for i in range(20):
    pair()
print(gc.collect() > 0)
