import gc, weakref, sys

log = []

class Node:
    def __init__(self, n):
        self.n = n
        self.me = self
    def __del__(self):
        log.append(self.n)

# collected by themselves, sooner or later, in the order of their making
for i in range(20000):
    Node(i)
print(len(log) > 1000, log[:20] == sorted(log[:20]))

# resurrection: __del__ once
saved = []
class Phoenix:
    def __init__(self, name):
        self.name = name
        self.peer = self
    def __del__(self):
        saved.append(self)
        print("del", self.name)
Phoenix("a")
Phoenix("b")
gc.collect()
print([p.name for p in saved], gc.is_finalized(saved[0]), gc.is_finalized([]))
saved.clear()
gc.collect()
print(len(saved))

# weak references to cyclic garbage
class Plain:
    pass
hits = []
def make(k):
    p = Plain(); p.me = p
    return weakref.ref(p, lambda r, k=k: hits.append(k))
refs = [make(k) for k in range(3)]
gc.collect()
print(hits, [r() for r in refs])

# generators stopped in a try, in a cycle
def gen(box):
    try:
        yield box
    finally:
        print("closed")
def cycle():
    box = []
    g = gen(box)
    next(g)
    box.append(g)
cycle()
gc.collect()

print(gc.isenabled(), gc.get_threshold()[0] >= 700, len(gc.get_count()))
gc.disable()
print(gc.isenabled())
before = len(log)
for i in range(5000):
    Node(i)
print(len(log) == before)
gc.enable()
old = gc.get_threshold()
gc.set_threshold(10)
print(gc.get_threshold()[0])
for i in range(3000):
    Node(i)
print(len(log) > before)
gc.set_threshold(*old)
print(gc.get_threshold() == old)
phases = []
def told(phase, info):
    phases.append((phase, sorted(info)))
gc.callbacks.append(told)
gc.collect()
gc.callbacks.remove(told)
print(phases, gc.garbage)
print(gc.get_freeze_count(), gc.freeze(), gc.unfreeze())
gc.collect()
log.clear()
