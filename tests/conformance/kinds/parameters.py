def show(x, y=0):
    return [x, y, x == y]


def accumulate(items, start=0):
    for x in items:
        start = start + x
    return start


def scale(v, k=2):
    return v * k


def concat(a, b=None):
    if b is None:
        b = []
    return b + [a]


print(show(0), show(0.0), show(False), show("0"), show(None, None), show([], []), show((), ""), show(1, 1.0), show(2**70, 2**70))
print(accumulate([1, 2]), accumulate([0.5]), accumulate(["a"], ""), accumulate([[1]], []), accumulate([]), accumulate([], None), accumulate((True, 1)))
print(scale(2), scale(1.5), scale("ab"), scale([0]), scale(2, 0.5), scale("x", 0), scale((1, "a")), scale(2**40, 2**40))
print(concat(1), concat("a", [1]), concat(None), concat([], [[]]))


def recurse(x, n):
    if n == 0:
        return x
    return recurse(x * 2 if n % 2 else x + x, n - 1)


print(recurse(1, 4), recurse(0.5, 3), recurse("a", 3), recurse([1], 2), recurse(2**60, 3))


def mutual(x):
    return mutual_float(x + 1) if x < 3 else x


def mutual_float(x):
    return mutual(x + 0.5)


print(mutual(0), mutual(1), mutual(5), mutual(2**53))
