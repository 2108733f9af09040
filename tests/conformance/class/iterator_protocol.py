class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


class Squares:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return SquaresIter(self)


class SquaresIter:
    def __init__(self, owner):
        self.owner = owner
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.owner.n:
            raise StopIteration()
        self.i += 1
        return self.i**2


print(list(Countdown(3)), sum(Countdown(4)), [x for x in Countdown(3)], max(Countdown(5)), sorted(Countdown(3)), tuple(Countdown(2)))
s = Squares(4)
print(list(s), list(s), set(s), 9 in s, 10 in s, dict(zip("abcd", s)), list(enumerate(s, 1)), any(s), ",".join(map(str, s)))
for a in s:
    for b in s:
        if a < b < 10:
            print(a, b)
c = Countdown(5)
for x in c:
    if x == 3:
        break
print(list(c), list(c))
a, *b = Squares(3)
print(a, b)
try:
    x, y = Countdown(3)
except ValueError as e:
    print(repr(e))


class BadIter:
    def __iter__(self):
        return 5


class Raises:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError("from next")


for bad in (BadIter(), Raises()):
    try:
        for x in bad:
            print(x)
    except (TypeError, KeyError) as e:
        print(repr(e))


class Fib:
    def __iter__(self):
        self.a, self.b = 0, 1
        return self

    def __next__(self):
        value = self.a
        self.a, self.b = self.b, self.a + self.b
        return value


out = []
for f in Fib():
    if f > 10**20:
        break
    out.append(f)
print(out[-1], len(out), [x for i, x in zip(range(8), Fib())])
it = map(lambda x: x + 1, Countdown(3))
print(list(it), list(it))
