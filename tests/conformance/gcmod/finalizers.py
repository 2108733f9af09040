# __del__ of objects in cycles runs once, while everything is whole; it may bring objects back.
import gc


class Loud:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("del", self.name, self.other.name if self.other else None)


def pair(a, b):
    x, y = Loud(a), Loud(b)
    x.other, y.other = y, x


pair("a", "a2")
print("before")
gc.collect()
print("after")
saved = []


class Back:
    def __init__(self):
        self.me = self

    def __del__(self):
        saved.append(self)
        print("back")


Back()
gc.collect()
print(len(saved), saved[0].me is saved[0])
saved.clear()
gc.collect()
print(len(saved))


def stops():
    try:
        yield 1
    finally:
        print("closed")


def with_generator():
    box = []
    g = stops()
    next(g)
    box.append(g)
    box.append(box)


with_generator()
print("collecting")
gc.collect()
print("end")
