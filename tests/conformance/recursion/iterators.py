import itertools


def nest(make, x, n=400):
    for i in range(n):
        x = make(x)
    return x


def gen(x):
    for y in x:
        yield y


def delegate(x):
    yield from x


start = [3, 1, 2]
print(list(nest(lambda x: map(abs, x), start)))
print(list(nest(lambda x: filter(None, x), start)))
print(list(nest(lambda x: itertools.chain(x, [0]), start, 5)))
print(list(nest(lambda x: itertools.chain(x), start)))
print(list(nest(lambda x: itertools.islice(x, 2), start)))
print(list(nest(lambda x: itertools.takewhile(lambda y: y != 2, x), start)))
print(list(nest(gen, start)), list(nest(delegate, start)))
print(str(list(nest(zip, start, 50)))[:60])
print(str(list(nest(enumerate, start, 50)))[:60])
depth = 0


def down(x):
    global depth
    depth += 1
    return down(x) + 1


for f in [down, lambda x: list(map(down, [x])), lambda x: sorted([1, 2], key=down), lambda x: max([x], key=down)]:
    try:
        f(1)
    except RecursionError as e:
        print(type(e).__name__, depth > 500, e.__context__ is None)
        depth = 0


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(even(500), odd(301))
try:
    even(10**9)
except RecursionError:
    print("too deep")
print(even(100))
