import weakref


class Named(weakref.ref):
    def __new__(cls, target, callback=None, name="?"):
        return super().__new__(cls, target, callback)

    def __init__(self, target, callback=None, name="?"):
        super().__init__(target, callback)
        self.name = name

    def __call__(self):
        target = super().__call__()
        return (self.name, target)


class Target:
    pass


def gone(reference):
    print("gone", type(reference).__name__, reference.name)


target = Target()
plain = weakref.ref(target)
one = Named(target, gone, "one")
two = Named(target, name="two")
print(one()[1] is target, two()[0], two() is plain, one == plain, isinstance(one, weakref.ref))
print(weakref.getweakrefcount(target), weakref.ref(target) is plain)
print(one.name, two.name, len({one, two, plain}))
del target
print(one(), two(), plain())


class Registry(weakref.WeakValueDictionary):
    def describe(self):
        return ", ".join(f"{key}={value.n}" for key, value in sorted(self.items()))


class Item:
    def __init__(self, n):
        self.n = n


registry = Registry()
items = [Item(n) for n in range(4)]
for item in items:
    registry[f"item{item.n}"] = item
print(registry.describe())
del items[1], item
print(registry.describe())
