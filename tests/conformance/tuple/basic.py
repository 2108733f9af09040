t = (1, "a", 2.5)
print(t, t[0], t[-1], t[1:], t[::-1], len(t), (), (1,), tuple("abc"), tuple([1, 2]), tuple())
print(t + (4,), t * 2, 1 in t, t.index("a"), t.count(1), t == (1, "a", 2.5), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,))
a, b, c = t
print(a, b, c)
x = 1,
print(x, (x), ((1, 2), (3, (4, 5))))
for f in (lambda: t[3], lambda: t.index("z"), lambda: t["a"], lambda: t.append(1), lambda: (1,) + [1]):
    try:
        print(f())
    except (IndexError, ValueError, TypeError, AttributeError) as e:
        print(repr(e))
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
d = {(1, 2): "a", (1, (2, 3)): "b", (): "e"}
print(d[1, 2], d[(1, (2, 3))], d[()], (1, 2) in d, (2, 1) in d)
try:
    d[(1, [2])] = 3
except TypeError as e:
    print("unhashable")
u = ([1], 2)
u[0].append(5)
print(u)
try:
    u[0] += [6]
except TypeError as e:
    print(e)
print(u, max((1, 2), (1, 3)), sorted([(2, 1), (1, 2), (1, 1)]), min([(3, "a"), (3, "B")]))
