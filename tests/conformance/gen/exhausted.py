# Ended generators, several at once, half-used ones.
def count(n):
    for i in range(n):
        yield i


g = count(3)
print(list(g), list(g), next(g, "default"), sum(g), max(g, default=None))
g = count(5)
print(next(g), [x for x in g if x < 3], list(g))
g = count(4)
for x in g:
    if x == 1:
        break
print(list(g))
g = count(6)
print(list(zip(g, g)), list(zip(count(2), g, count(3))))
a = count(3)
print([(x, y) for x in a for y in a])
g = count(3)
first, *rest = g
print(first, rest)
x, y = count(2)
print(x, y)
for n in 1, 3:
    try:
        x, y = count(n)
    except ValueError as error:
        print(error)
print(2 in count(5), 7 in count(5), *count(3), sep=" ")
print(dict(zip("abc", count(3))), set(count(3)), {k: v for k, v in enumerate(count(2))})
print(" ".join(str(x) for x in count(4)), sorted(count(4), reverse=True))
print(any(x > 2 for x in count(5)), all(x < 2 for x in count(5)))
i = iter(count(3))
print(i is iter(i), next(i), next(i), next(i), next(i, None))
try:
    next(i)
except StopIteration as stop:
    print("stop", stop.value, stop.args)


def returns(value):
    yield 1
    return value


for value in None, 5, (1, 2), StopIteration("inner"):
    g = returns(value)
    next(g)
    try:
        next(g)
    except StopIteration as stop:
        print(repr(stop.value), stop.args == ((value,) if value is not None else ()))
    try:
        next(g)
    except StopIteration as stop:
        print("again", stop.value)


def empty():
    return
    yield


def empty_if():
    if False:
        yield 1


print(list(empty()), list(empty_if()), [*empty(), *empty_if()])
m = map(lambda x: x + 1, count(3))
print(next(m), list(m))
f = filter(None, count(3))
print(list(f))
e = enumerate(count(3), 10)
print(next(e), list(e))
print(list(reversed(list(count(3)))), tuple(count(3)), bytes(count(3)), frozenset(count(2)))
