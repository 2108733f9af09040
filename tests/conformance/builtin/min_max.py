print(min(3, 1, 2), max(3, 1, 2), min([5]), max("hello"), min("b", "a"), max((1, 2), (1, 3)), min({3: 0, 1: 0}), max(range(5)))
print(min([], default=None), max([], default=-1), max([1, 2], default=0), min([3, 1, 2], key=lambda x: -x), max("aB", key=str.lower))
print(max([1, 1.0, True]), max([1.0, 1, True]), min([True, 1, 1.0]), max(2, 2.0), min(0, False), min(False, 0))
print(max([(1, "b"), (1, "a")], key=lambda p: p[0]), min([(1, "b"), (1, "a")], key=lambda p: p[0]), max("abc", "abd", key=len))
print(max(2**62, 2**63, 1e19), min(-(2**63), -1e18), max([1.5, 2**80]), max(1, 2.5, 2))
for f in (lambda: min(), lambda: min([]), lambda: max(1, "a"), lambda: max(5), lambda: max(1, 2, key=None), lambda: min(1, 2, default=3), lambda: max(None, None)):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(e)
