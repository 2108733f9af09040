# Tuples as sort keys: plain columns, ties that keep their order, and the mixtures that need real comparisons.
import random

random.seed(5)
names = ["oslo", "oslo north side", "oslo north pole", "", "a", "a\0", "é", "z" * 9, "z" * 10]
rows = [(random.choice(names), random.randrange(-3, 4), random.choice([0.0, -0.0, 1.5, -2.25, 1e300, -1e300]), i) for i in range(300)]
print([r[3] for r in sorted(rows, key=lambda r: (r[0], r[1]))])
print([r[3] for r in sorted(rows, key=lambda r: (r[1], r[2]))])
print([r[3] for r in sorted(rows, key=lambda r: (r[2], r[0]), reverse=True)])
print([r[3] for r in sorted(rows, key=lambda r: (r[2],))])
print(sorted(rows)[:5], sorted(rows, reverse=True)[:5])
print(sorted([(1, "b"), (1,), (), (0, "z"), (1, "a")]), sorted([(2, 1), (1, 2.5), (1, 2), (1, True)]))
print(sorted([(10**30, 1), (5, 2), (-(10**30), 3), (5, 1)]), sorted([("日本", 1), ("a", 2), ("日", 0)]))
nan = float("nan")
print(sorted([(nan, 1), (nan, 0)]) == [(nan, 0), (nan, 1)], sorted([(1.0, "x"), (1.0, "X"), (0.5, "")]))
try:
    sorted([(1, "a"), (1, 2)])
except TypeError as e:
    print(e)
print(sorted([(1, "a"), (2, 2)]))
records = [(2, "b"), (1, "x"), (2, "a")]
records.sort()
print(records)
