class Deque:
    def __init__(self, items=(), limit=None):
        self.limit = limit
        self.buffer = [None] * 4
        self.start = 0
        self.size = 0
        for item in items:
            self.push(item)

    def grow(self):
        old = [self[i] for i in range(self.size)]
        self.buffer = old + [None] * (len(old) + 1)
        self.start = 0

    def push(self, x):
        if self.size == len(self.buffer):
            self.grow()
        self.buffer[(self.start + self.size) % len(self.buffer)] = x
        self.size += 1
        if self.limit is not None and self.size > self.limit:
            self.pop_left()

    def push_left(self, x):
        if self.size == len(self.buffer):
            self.grow()
        self.start = (self.start - 1) % len(self.buffer)
        self.buffer[self.start] = x
        self.size += 1

    def pop(self):
        if not self:
            raise IndexError("pop from an empty deque")
        self.size -= 1
        return self.buffer[(self.start + self.size) % len(self.buffer)]

    def pop_left(self):
        if not self:
            raise IndexError("pop from an empty deque")
        x = self.buffer[self.start]
        self.buffer[self.start] = None
        self.start = (self.start + 1) % len(self.buffer)
        self.size -= 1
        return x

    def __len__(self):
        return self.size

    def __getitem__(self, i):
        if i < 0:
            i += self.size
        if not 0 <= i < self.size:
            raise IndexError("deque index out of range")
        return self.buffer[(self.start + i) % len(self.buffer)]

    def __repr__(self):
        return f"Deque({[x for x in self]})"


d = Deque("abc")
d.push_left("z")
d.push(1)
d.push_left(2.5)
print(d, len(d), d[0], d[-1], d.pop(), d.pop_left(), d, "b" in d, list(d), max(Deque([3, 9, 2])))
last = Deque(range(10), 3)
print(last, bool(Deque()), len(last), sum(last))
for f in (lambda: Deque().pop(), lambda: last[3], lambda: last[-4]):
    try:
        f()
    except IndexError as e:
        print(e)
q = Deque()
produced = []
for i in range(100):
    q.push(i)
    if i % 3 == 0:
        q.push_left(-i)
    if i % 4 == 1:
        produced.append(q.pop_left())
    if i % 5 == 2:
        produced.append(q.pop())
print(len(q), sum(q), produced[:12], sum(produced), len(q.buffer))
a, *b = Deque([1, 2, 3])
print(a, b, [x * 2 for x in last], list(zip(last, "xyz")), list(reversed([x for x in last])))
