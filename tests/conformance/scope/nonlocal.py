def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


c, d = counter(), counter()
print(c(), c(5), d(), c())


def deep():
    x = "a"
    log = []

    def middle():
        def inner():
            nonlocal x
            x = x + "b" if isinstance(x, str) else x + 1
            log.append(x)

        inner()
        inner()
        log.append(x)

    middle()
    log.append(x)
    x = 1
    middle()
    return x, log


print(deep())


def shadow():
    v = 1

    def f():
        v = 2

        def g():
            nonlocal v
            v = 3

        g()
        return v

    return f(), v


print(shadow())


def kinds(param):
    def change():
        nonlocal param, later
        param = None
        later = 2.5

    before = param
    try:
        print(later)
    except NameError as error:
        print(type(error).__name__, error)
    later = 1
    change()
    return before, param, later


print(kinds(10))


def deletes():
    x = 1

    def gone():
        nonlocal x
        del x

    gone()
    try:
        return x
    except NameError as error:
        return str(error)


print(deletes())


def accumulate(items):
    total, seen = 0, None

    def add(item):
        nonlocal total, seen
        total += item
        seen = item

    for item in items:
        add(item)
        if total > 5:
            break
    return total, seen


print(accumulate([1, 2, 3, 4]), accumulate([]))


def lambdas():
    n = 0

    def bump():
        nonlocal n
        n += 1
        return n

    fs = [lambda: n, lambda: bump() + n]
    return [f() for f in fs], n


print(lambdas())


def unpacked():
    a = b = 0
    rest = []

    def set_all(values):
        nonlocal a, b, rest
        a, *rest, b = values
        for a in range(3):
            pass

    set_all([1, 2, 3, 4])
    return a, b, rest


print(unpacked())
