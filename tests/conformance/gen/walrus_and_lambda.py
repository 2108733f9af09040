# yield inside other expressions.
def expressions():
    x = [(yield 1), (yield 2)]
    print(x)
    y = {"k": (yield 3), (yield 4): "v"}
    print(y)
    print((yield 5) + (yield 6))
    z = (yield 7) if (yield 8) else (yield 9)
    print(z)
    print(f"{(yield 10)}-{(yield 11)!r}")
    print((yield 12) and (yield 13) or (yield 14))
    w = (yield 15), (yield)
    print(w)
    print(max((yield 16), (yield 17)), sep=(yield 18))
    a, *b = yield 19
    print(a, b)
    items = [0, 0, 0]
    items[(yield 20)] += yield 21
    print(items)
    assert (yield 22), "message"
    print(-(yield 23), not (yield 24), (yield 25) < (yield 26) < (yield 27))
    while (yield 28):
        print("loop")
    del items[(yield 29)]
    print(items)
    return (yield 30)


def drive(generator, answers):
    sent = None
    seen = []
    try:
        while True:
            given = generator.send(sent)
            seen.append(given)
            sent = answers.get(given, given)
    except StopIteration as stop:
        print(seen)
        return stop.value


print(drive(expressions(), {8: False, 13: 0, 15: "w", None: "none", 18: "", 19: "abc", 20: 1,
                            24: [], 28: 0, 29: -1}))
f = lambda x: (yield x * 2)
print(list(f(4)))
g = lambda: (yield from range(3))
print(list(g()))


def lambdas():
    yield lambda x: x + 1
    yield (lambda: (yield 5))


one, two = lambdas()
print(one(1), list(two()))


def conditional(n):
    yield from range(n) if n > 1 else ["few"]


print(list(conditional(3)), list(conditional(1)))


def walrus(values):
    while (v := next(values, None)) is not None:
        yield v, (w := v * 2), w


print(list(walrus(iter([1, 2]))))


def decorated(f):
    def wrapper(*args):
        for x in f(*args):
            yield f"<{x}>"

    return wrapper


@decorated
@decorated
def plain(n):
    yield from range(n)


print(list(plain(2)))
