class HashTable:
    def __init__(self, size=8):
        self.slots = [None] * size
        self.count = 0
        self.probes = 0

    def hash(self, key):
        if isinstance(key, str):
            h = 5381
            for c in key:
                h = (h * 33 + ord(c)) & 0xFFFFFFFF
            return h
        if isinstance(key, tuple):
            h = 7
            for part in key:
                h = (h * 1000003 ^ self.hash(part)) & 0xFFFFFFFF
            return h
        return key * 2654435761 & 0xFFFFFFFF

    def find(self, key):
        i = self.hash(key) % len(self.slots)
        while self.slots[i] is not None and self.slots[i][0] != key:
            i = (i + 1) % len(self.slots)
            self.probes += 1
        return i

    def __setitem__(self, key, value):
        i = self.find(key)
        if self.slots[i] is None:
            self.count += 1
        self.slots[i] = (key, value)
        if self.count * 3 > len(self.slots) * 2:
            self.grow()

    def __getitem__(self, key):
        slot = self.slots[self.find(key)]
        if slot is None:
            raise KeyError(key)
        return slot[1]

    def __contains__(self, key):
        return self.slots[self.find(key)] is not None

    def __len__(self):
        return self.count

    def grow(self):
        old = self.slots
        self.slots = [None] * (len(old) * 2)
        self.count = 0
        for slot in old:
            if slot is not None:
                self[slot[0]] = slot[1]

    def items(self):
        return [slot for slot in self.slots if slot is not None]


t = HashTable()
for i, word in enumerate("the quick brown fox jumps over the lazy dog and the cat".split()):
    t[word] = i
    t[i] = word
    t[i, word] = (word, i)
print(len(t), len(t.slots), t["the"], t[3], t[0, "the"], "cat" in t, "bird" in t, (1, "x") in t)
print(t.items()[:8])
try:
    t["bird"]
except KeyError as e:
    print(repr(e))
big = HashTable(4)
for i in range(2000):
    big[i * i % 3001] = i
print(len(big), len(big.slots), big.probes, big[4], sum([v for k, v in big.items()]))
