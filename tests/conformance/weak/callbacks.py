import weakref


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, reference_to.get(self.name) and reference_to[self.name]() is not None)


reference_to = {}


def watch(thing):
    reference_to[thing.name] = weakref.ref(thing, lambda r, name=thing.name: print("callback", name, r()))


a = Resource("a")
watch(a)
b = a
del a
print("still there")
b = None
print("now gone")

items = [Resource(str(number)) for number in range(3)]
for item in items:
    watch(item)
del item
items.pop(0)
print("popped")
items.clear()
print("cleared")


def failing(reference):
    raise ValueError("in a callback")


class Plain:
    pass


x = Plain()
kept = weakref.ref(x, failing)
x = None
print("goes on", kept())

# The newest callback comes first; a reference that is gone calls nobody.
y = Plain()
refs = [weakref.ref(y, lambda r, n=n: print("number", n)) for n in range(4)]
del refs[2]
del y
print(all(r() is None for r in refs))


# An object that lives on after __del__.
class Phoenix:
    def __del__(self):
        global saved
        saved = self
        print("rises")


p = Phoenix()
w = weakref.ref(p)
del p
print(w() is saved)
del saved
print(w())
