def maker(factor):
    calls = 0

    def scaled(values):
        nonlocal calls
        for v in values:
            calls += 1
            yield v * factor

    def count():
        return calls

    return scaled, count


scaled, count = maker(3)
print(list(scaled([1, 2, 3])), count())
print(list(scaled("ab")), count())


def later():
    x = 1

    def peek():
        return x

    yield peek()
    x = 2
    yield peek()
    x += 10
    yield peek()


print(list(later()))


def functions():
    for i in range(3):
        yield lambda k=i: k * 10


print([f() for f in functions()])


def captured(n):
    fs = []
    for i in range(n):
        fs.append(lambda: i)
        yield fs[0]()


print(list(captured(3)))


def counter():
    n = 0

    def bump():
        nonlocal n
        n += 1
        return n

    while True:
        step = yield bump()
        for _ in range(step or 0):
            bump()


c = counter()
print(next(c), next(c), c.send(3), next(c))
print([list((lambda n: (yield n))(5))])
total = 0


def adds():
    global total
    for i in range(4):
        total += i
        yield total


print(list(adds()), total)
