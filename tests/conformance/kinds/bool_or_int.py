flags = [True, False, 1, 0]
print(flags, [not f for f in flags], [f + 0 for f in flags], [f == 1 for f in flags], sorted(flags), sum(flags))
print([f and "yes" or "no" for f in flags], [str(f) for f in flags], [int(f) for f in flags], [bool(f) for f in flags])
x = True
x += 1
print(x)
x = 5 > 3
print(x, x + 1, -x, x & True, x & 1, x | False, x ^ True, ~x)
count = 0
for word in ["a", "bb", "cc"]:
    count += len(word) == 2
print(count)
d = {True: "t", 0: "z"}
d[1] = "one"
d[False] = "false"
print(d, d[1.0])


def is_big(n):
    return n > 100


def first_true(items):
    for x in items:
        if x:
            return x
    return False


print(is_big(5), is_big(500) + 1, [is_big(n) for n in (1, 1000)], first_true([0, "", [], "x", 1]), first_true([0]), first_true([False, True]))
print(isinstance(True, int), isinstance(1, bool), True is (1 == 1), [1, 2, 3][True], "ab" * True, range(True, 3), f"{True:d} {True} {True:5}|{False!r:>6}")
m = [False] * 3
m[1] = 1
m[2] = True
print(m, m.count(True), m.index(1), True in m, any(m), all(m))
