def classify(x):
    if x < 0:
        return ("neg", -x, None)
    if x == 0:
        return ("zero", 0, [])
    return ("pos", float(x), "p" * x)


results = [classify(x) for x in (-2, 0, 3)]
print(results)
for kind, size, extra in results:
    print(kind, size + 1, extra or "nothing")
table = [("a", 1), ("b", 2.5), (3, "c"), (None, (1, 2))]
for key, value in table:
    print(key, value, (value, key))
print(sorted(table[:2]), dict(table), [t[1] for t in table], table[3][1][0])
t = (1, "a")
t = t + (2.5,)
t = (t, t)
print(t, t[0] == t[1], len(t[0]), t[0][1] * 2)
a, b = b, a = 1, 2
print(a, b)
point = 1, 2.0
x, y = point
x, y = y, x
print(x, y, point, (x, y) == point, (x, y) < point)
pairs = {(1, "a"): 1, (1.0, "a"): 2, (True, "b"): 3, ((), None): 4}
print(pairs, pairs[1, "a"], pairs[(1, "b")])
swap = lambda p: (p[1], p[0])
print(swap((1, "x")), swap(swap((1.5, None))), [swap(p) for p in zip("ab", [1, 2.0])])
