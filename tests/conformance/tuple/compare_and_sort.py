t = [(3, "c"), (1, "z"), (3, "a"), (2,), (), (1,), (1, "z", 0), (2.5, None)]
print(sorted(t, key=len), sorted([x for x in t if len(x) != 2 or x[1] is not None]))
print([(a < b, a == b, a > b) for a, b in zip(t[:6], t[1:7])])
for a, b in (((1, 2), (1, 2)), ((1, 2), (1, 2.0)), ((1, (2, 3)), (1, (2, 4))), ((), (None,)), (("a", "b"), ("a",)), ((True,), (1,)), ((2**64,), (2.0**64,))):
    print(a == b, a != b, a < b, a <= b, a > b, a >= b, len({a, b}))
for f in (lambda: (1, "a") < (1, 2), lambda: (1, None) < (1, None), lambda: (None,) < (1,), lambda: (1,) < [1], lambda: sorted([(1, None), (1, "x")])):
    try:
        print(f())
    except TypeError as e:
        print(e)
people = [("Bob", 30, 1.8), ("Al", 30, 1.7), ("Cy", 25, 1.9)]
print(sorted(people, key=lambda p: p[1:]), sorted(people, key=lambda p: (-p[1], p[0])), min(people, key=lambda p: p[2]), [p[::-1] for p in people])
print((1, 2, 3)[-2:], (1, 2) + (3,), (0,) * 3, (1, 2, 2).count(2), (1, 2, 3).index(3), 2 in (1, 2), tuple(sorted((3, 1))), sum((1, 2), 10), (1,) == 1)
