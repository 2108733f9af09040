# What lives across a yield: every representation.
def mixed(n, name, flag):
    total = 0
    ratio = 1.5
    big = 10 ** 30
    text = name + "!"
    items = [1, 2]
    nothing = None
    pair = (n, text)
    for i in range(n):
        yield i, total, ratio, big, text, items, nothing, pair, flag
        total += i * 2
        ratio *= 2
        big += 1
        text += str(i)
        items.append(total)
        flag = not flag
        nothing = i if i else None
    return total


for row in mixed(4, "ab", True):
    print(row)


def change():
    value = 1
    yield value
    value = "text"
    yield value
    value = 2.5
    yield value
    value = [value]
    yield value


print(list(change()))


def floats(x):
    while x < 100.0:
        yield x
        x = x * 1.5 + 0.25


print(sum(floats(1.0)), len(list(floats(0.5))))


def bigs():
    n = 1
    while n < 1 << 70:
        yield n
        n *= 1 << 20


print(list(bigs()))


def strings(s):
    out = ""
    for c in s:
        out += c
        yield out


print(list(strings("héllo")))
