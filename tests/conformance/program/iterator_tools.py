# Generators that feed each other: windows, runs, merges, peeking, trees, coroutines with send.
import heapq
import itertools
import operator


def windows(items, n):
    window = []
    for item in items:
        window.append(item)
        if len(window) > n:
            window.pop(0)
        if len(window) == n:
            yield tuple(window)


def runs(items):
    for key, group in itertools.groupby(items):
        yield key, sum(1 for _ in group)


class Peekable:
    missing = object()

    def __init__(self, items):
        self.items = iter(items)
        self.held = []

    def __iter__(self):
        return self

    def __next__(self):
        return self.held.pop() if self.held else next(self.items)

    def peek(self, default=missing):
        if not self.held:
            try:
                self.held.append(next(self.items))
            except StopIteration:
                if default is Peekable.missing:
                    raise
                return default
        return self.held[-1]

    def __bool__(self):
        return self.peek(None) is not None


def flatten(tree):
    for item in tree:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


def averager():
    total, count = 0.0, 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count


def collector(results):
    while True:
        results.append((yield from averager()))


print(list(windows(range(6), 3)), list(windows("ab", 3)))
print(list(runs("aaabccd")), dict(runs([1, 1, 2])))
p = Peekable([1, 2, 3])
print(p.peek(), next(p), p.peek(), list(p), p.peek("end"), bool(p))
try:
    p.peek()
except StopIteration:
    print("stop")
print(list(flatten([1, [2, (3, [4, []]), 5], "ab"])))
a = averager()
next(a)
print([a.send(x) for x in (10, 20, 60)])
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
results = []
c = collector(results)
next(c)
for x in (1, 2, None, 3, None):
    c.send(x)
c.close()
print(results)
print(list(heapq.merge([1, 4, 9], [2, 3, 10], [])), list(itertools.accumulate([3, 1, 2], operator.mul)))
print(list(itertools.islice(itertools.chain.from_iterable(itertools.repeat("ab", 3)), 1, 5)))
print(["".join(p) for p in itertools.permutations("abc", 2)], list(itertools.product((0, 1), repeat=2)))


def numbers():
    try:
        for i in itertools.count():
            try:
                yield i
            except KeyError as e:
                yield f"caught {e.args[0]}"
    finally:
        print("closed")


n = numbers()
print(next(n), next(n), n.throw(KeyError("k")), next(n))
del n
print(max(((x, -i) for i, x in enumerate("hello")), default=None), sum(x for x in range(10) if x % 3 == 0))
first, *middle, last = (x * x for x in range(5))
print(first, middle, last, any(x > 3 for x in middle), all(middle))
