# What is alive at the end of the program is finalized, once, with the module's variables in place.
import atexit
import weakref

names = []


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        names.append(self.name)
        print("del", self.name, len(names), helper(self.name))


def helper(name):
    return name.upper()


first = Thing("first")
second = Thing("second")
second.me = second
in_list = [Thing("item %d" % i) for i in range(3)]
dead = Thing("dead")
dead = None
watched = Thing("watched")
reference = weakref.ref(watched, lambda r: print("never called"))
closed = weakref.finalize(first, print, "finalize", "first")
atexit.register(print, "atexit", "last registered runs first")
atexit.register(print, "atexit", "this one")
print("end")
