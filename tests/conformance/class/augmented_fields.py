# += on fields that are not always set, or that a class attribute stands in for.
REGISTRY = []


class Base:
    def __init__(self, name):
        self.name = name
        REGISTRY.append(self)


class Counter(Base):
    step = 0.5

    def __init__(self, name, count):
        super().__init__(name)
        self.count = count
        self.text = ""

    def bump(self):
        self.count -= 1
        self.text += self.name
        self.step += 1
        return self.count, self.text, self.step

    def lost(self):
        self.missing += 1


class Halves:
    total = 0.5

    def add(self, n):
        self.total += n
        return self.total


class Lazy:
    def start(self):
        self.value = 1
        return self

    def grow(self):
        self.value *= 3
        return self.value


a = Counter("a", 3)
print(a.bump(), a.bump(), Counter.step, len(REGISTRY))
h = Halves()
print(h.add(1), h.add(2), Halves.total)
h.total = 5
print(h.add(10), h.add(0.25))
for lazy in (Lazy().start(), Lazy()):
    try:
        print(lazy.grow(), lazy.grow())
    except AttributeError as error:
        print(error)
big = Counter("big", -(2**61))
for _ in range(3):
    big.count *= 2
    print(big.bump()[0])
try:
    a.lost()
except AttributeError as error:
    print(error)
