# Values of all kinds kept across yields: big integers, floats, texts, containers, None.
def kept(a, b, c):
    big = 10 ** 30 + a
    small = a * 2
    real = b / 3
    text = "t" * a
    items = [a, b]
    table = {c: a}
    flag = a > 2
    nothing = None
    yield big
    big += 1
    yield small
    small -= 100
    yield real
    real *= 2
    yield text
    text += "!"
    items.append(big)
    yield items
    table["x"] = items
    yield flag
    flag = not flag
    yield nothing
    yield big, small, real, text, items, table, flag, nothing


for value in kept(3, 4.5, "k"):
    print(value)


def overflow(start):
    x = start
    while True:
        yield x
        x *= x


g = overflow(3)
print([next(g) for _ in range(8)])


def mixed(n):
    x = 0
    for i in range(n):
        if i % 3 == 0:
            x = i
        elif i % 3 == 1:
            x = x + 0.5
        else:
            x = str(x)
        yield x
        if isinstance(x, str):
            x = 0


print(list(mixed(7)))


def bools():
    state = False
    while True:
        got = yield state
        state = not state if got is None else bool(got)


b = bools()
print(next(b), next(b), b.send(0), b.send([1]), next(b))


def counts(text):
    seen = {}
    for c in text:
        seen[c] = seen.get(c, 0) + 1
        yield c, seen[c], len(seen)


print(list(counts("abcab")))


def window(items, n):
    kept = []
    for item in items:
        kept.append(item)
        if len(kept) > n:
            kept.pop(0)
        if len(kept) == n:
            yield tuple(kept)


print(list(window(range(5), 3)))


def maybe(flag):
    if flag:
        x = 5
    yield 1
    try:
        yield x
    except NameError as error:
        yield type(error).__name__


print(list(maybe(True)), list(maybe(False)))


def nested_loops(n):
    for i in range(n):
        for j in range(i):
            k = i * j
            while k > 0:
                yield i, j, k
                k -= 3


print(list(nested_loops(4)))


def exceptions():
    for error in ValueError("a"), KeyError("b"):
        try:
            raise error
        except (ValueError, KeyError) as caught:
            yield repr(caught)
            yield caught is error


print(list(exceptions()))


def huge(n):
    a, b, c, d, e, f, g, h = range(8)
    for i in range(n):
        a, b, c, d, e, f, g, h = b, c, d, e, f, g, h, a
        yield a * 10 + h


print(list(huge(9)))
