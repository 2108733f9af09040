r = range(10, 50, 7)
print(list(r), r[2], r[-1], r[1:4], r[::-2], list(r[::-2]), len(r[1:100]), r[5:1], 24 in r, 25 in r, 24.0 in r, "24" in r, r.index(31), r.count(31), r.count(32))
print(range(0, -10, -3)[::-1], list(range(0, -10, -3)[::-1]), range(5)[10:], range(5)[-100:2], range(1, 10)[::3][1], [list(range(i)) for i in range(4)])
print(range(4) == range(0, 4), range(0, 5, 3) == range(0, 4, 3), range(0) == range(5, 3), range(3) != range(4), {range(3): "a"}[range(0, 3)], range(3) == (0, 1, 2))
print(sum(range(10**6)), max(range(5, 1, -1)), min(range(5, 1, -1)), list(map(lambda x: x * x, range(4))), list(zip(range(3), range(9, 6, -1))), tuple(range(3)), set(range(3)))
a, b, *c = range(5)
print(a, b, c, [*range(2), *range(3)], sorted(range(3), reverse=True), list(enumerate(range(5, 7))), bool(range(0)), bool(range(1)), str(range(1, 2)), repr(range(1, 9, 2)))
for f in (lambda: range(5)[5], lambda: range(5)[-6], lambda: range(5).index(7), lambda: range(0, 5, 0), lambda: range(2.0), lambda: range("5"), lambda: range(5)["a"], lambda: range(1, 2, 3, 4)):
    try:
        print(f())
    except (IndexError, ValueError, TypeError) as e:
        print(e)
try:
    r[0] = 1
except TypeError as e:
    print(e)
