def first_big(data):
    if any((found := x) > 2 for x in data):
        return found
    return None


print(first_big([1, 2, 3, 4]), first_big([1]), first_big([]))


def running(values):
    total = 0
    gen = (total := total + v for v in values)
    out = [next(gen), total]
    out.extend(gen)
    return out, total


print(running([1, 2, 3]))


def counter():
    n = 0

    def bump():
        return n

    gen = ((n := k * 2) for k in range(4))
    seen = []
    for v in gen:
        seen.append((v, bump()))
    return seen, n


print(counter())
print(sum((y := x) for x in [1, 2]), y)
total = 0
lazy = (total := total + v for v in [1, 2, 3])
print(total, next(lazy), total, list(lazy), total)


def nested(rows):
    return list((last := (inner := c) + 1) for row in rows for c in row), last, inner


print(nested([[1, 2], [3]]))


def deep():
    g = (list((z := a + b) for b in range(2)) for a in range(2))
    return list(g), z


print(deep())
while (line := next(iter([5]))) != 5:
    pass
print(line, [w := 5, w + 1], w)


def cond(items):
    return [y for x in items if (y := x * 2) > 4], (y if items else None)


print(cond([1, 2, 3, 4]))


def matcher(texts):
    best = None
    if not all((best := t) for t in texts):
        return "stopped at", best
    return "all", best


print(matcher(["a", "", "c"]), matcher(["x", "y"]))
