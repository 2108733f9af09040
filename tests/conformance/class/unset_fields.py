# Fields that are read before they are set; what else has their name; None, then objects.
class Part:
    def __init__(self, owner, size):
        owner.parts.append(self)
        self.size = size
        self.next = None


class Owner:
    def __init__(self):
        self.parts = []

    def late(self):
        return self.kept

    def keep(self, part):
        self.kept = part
        return self


class Early:
    def __init__(self, log):
        log.append(self.describe())
        self.label = "set"
        log.append(self.describe())

    def describe(self):
        try:
            return self.label
        except AttributeError as error:
            return str(error)


class Counter:
    total = 10

    def bump(self):
        self.total += 1
        return self.total


class Flags:
    def __init__(self):
        self.on = False
        self.off = None

    def flip(self):
        self.on = not self.on
        self.off = None if self.on else True
        return self.on, self.off


owner = Owner()
try:
    owner.late()
except AttributeError as error:
    print(error)
part = Part(owner, 3)
print(owner.keep(part).late().size, part.next, len(owner.parts))
del owner.kept
try:
    print(owner.late())
except AttributeError as error:
    print("deleted:", error)
log = []
Early(log)
print(log)
print(Counter().bump(), Counter.total)
flags = Flags()
print([flags.flip() for _ in range(3)])
members = {part: 1, owner: 2}
print(members[part], owner in members, flags in members, len({part, owner, part}))


class Same:
    def __init__(self, key):
        self.key = key

    def __eq__(self, other):
        return self.key == other.key

    def __hash__(self):
        return hash(self.key)


print(len({Same(1), Same(2), Same(1)}), {Same("a"): 5}[Same("a")])
