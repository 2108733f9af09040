"""Pipelines of generators: sending, throwing, delegating, lazily and endlessly."""
import itertools
import operator
from collections import deque
from functools import cache, partial, reduce, wraps


def coroutine(function):
    @wraps(function)
    def start(*args, **kwargs):
        made = function(*args, **kwargs)
        next(made)
        return made
    return start


@coroutine
def averager():
    total, count, average = 0, 0, None
    while True:
        try:
            value = yield average
        except ValueError as error:
            average = f"bad: {error}"
            continue
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count


@coroutine
def broadcast(*targets):
    try:
        while True:
            item = yield
            for target in targets:
                target.send(item)
    finally:
        for target in targets:
            target.close()


@coroutine
def collect(into, where=lambda item: True):
    try:
        while True:
            if where(item := (yield)):
                into.append(item)
    except GeneratorExit:
        into.append("closed")
        raise


def grouper():
    results = {}
    while True:
        key = yield
        if key is None:
            return results
        results[key] = yield from averager_inner()


def averager_inner():
    values = []
    while (value := (yield)) is not None:
        values.append(value)
    return sum(values) / len(values) if values else None


def primes():
    yield 2
    found = []
    for n in itertools.count(3, 2):
        if all(n % p for p in itertools.takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


def flatten(item, depth=-1):
    if depth == 0 or isinstance(item, (str, bytes)) or not hasattr(item, "__iter__"):
        yield item
        return
    for inner in item:
        yield from flatten(inner, depth - 1)


def window(items, size):
    items = iter(items)
    held = deque(itertools.islice(items, size), maxlen=size)
    if len(held) == size:
        yield tuple(held)
    for item in items:
        held.append(item)
        yield tuple(held)


class Stream:
    def __init__(self, source):
        self._source = source

    def __iter__(self):
        return iter(self._source() if callable(self._source) else self._source)

    def __rshift__(self, function):
        return Stream(lambda: function(self))

    def __getitem__(self, key):
        if isinstance(key, slice):
            return list(itertools.islice(self, key.start, key.stop, key.step))
        return next(itertools.islice(self, key, None))


def where(test):
    return lambda items: (item for item in items if test(item))


def each(function):
    return lambda items: map(function, items)


a = averager()
print(a.send(10), a.send(20), a.throw(ValueError("x")), a.send(30))
try:
    a.send(None)
except StopIteration as stop:
    print("returned", stop.value)
evens, big = [], []
b = broadcast(collect(evens, lambda n: n % 2 == 0), collect(big, partial(operator.lt, 5)))
for n in range(9):
    b.send(n)
b.close()
print(evens, big)
g = grouper()
next(g)
for item in ["x", 1, 2, 6, None, "y", None, "z", 5, None]:
    g.send(item)
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
print(list(itertools.islice(primes(), 12)), next(p for p in primes() if p > 500))
print(list(flatten([1, [2, (3, [4, "ab"]), {5}], range(6, 8)])), list(flatten([[1, [2]], 3], 2)))
print(list(window("abcde", 3)), list(window([1], 2)))
stream = Stream(lambda: itertools.count(1)) >> where(lambda n: n % 3 == 0) >> each(lambda n: n * n)
print(stream[:4], stream[10], stream[2:8:3])


def closing():
    try:
        yield 1
        yield 2
    finally:
        print("cleaned")


for value in closing():
    print(value)
    break
c = closing()
next(c)
del c
d = closing()
print(next(d), d.close(), list(d))
try:
    def bad():
        yield from iter(int, 1)
        return 3
    e = bad()
    next(e)
    e.throw(KeyError, KeyError("thrown"))
except KeyError as error:
    print("came out", error)


def stops():
    yield 1
    raise StopIteration("inside")


try:
    list(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))


@cache
def ways(n, coins=(1, 2, 5)):
    if n == 0:
        return 1
    return sum(ways(n - c, coins[:i + 1]) for i, c in enumerate(coins) if c <= n)


print(ways(50), ways.cache_info().hits > 0, reduce(operator.xor, range(20)))
print([*itertools.chain.from_iterable(itertools.combinations("abc", k) for k in range(4))])
print([(k, [*v]) for k, v in itertools.groupby("aabccc", key=str.upper)], list(itertools.starmap(pow, [(2, 3), (3, 2)])))
x, y = itertools.tee(i * i for i in range(5))
print(sum(x), max(y), list(itertools.zip_longest("ab", [1, 2, 3], fillvalue=0)), list(zip(range(3), "abcd", strict=False)))
print(sum(n for n in range(10) if n & 1), any(n > 3 for n in (1, 5, print)), dict(zip("ab", itertools.repeat(0))))
