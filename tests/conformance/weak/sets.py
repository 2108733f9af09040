import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def names(things):
    return sorted(thing.name for thing in things)


a, b, c = Thing("a"), Thing("b"), Thing("c")
things = weakref.WeakSet([a, b])
things.add(c)
things.add(a)
print(names(things), len(things), a in things, Thing("a") in things, 1 in things)
del b
print(names(things), len(things))
things.discard(a)
things.discard(a)
print(names(things))
try:
    things.remove(a)
except KeyError:
    print("not there")
other = weakref.WeakSet([a, c])
print(names(things | other), names(things & other), names(other - things), names(things ^ other))
print(things <= other, other <= things, things.isdisjoint([a]), things.issubset([a, c]))
other |= [a]
other -= [c]
print(names(other), other == weakref.WeakSet([a]))
copied = other.copy()
a = None
print(names(other), len(copied), copied == other)


class Listener:
    def __init__(self, name, events):
        self.name = name
        events.listeners.add(self)

    def tell(self, event):
        return f"{self.name} heard {event}"


class Events:
    def __init__(self):
        self.listeners = weakref.WeakSet()

    def send(self, event):
        return sorted(listener.tell(event) for listener in self.listeners)


events = Events()
first, second = Listener("first", events), Listener("second", events)
print(events.send("one"))
second = None
print(events.send("two"))
