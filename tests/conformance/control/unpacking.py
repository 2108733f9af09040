a, b = 1, 2
(c, d), e = (3, 4), 5
[f, [g, h]] = [6, (7, 8)]
print(a, b, c, d, e, f, g, h)
first, *rest = [1, 2, 3, 4]
*init, last = "abcd"
x, *mid, y = range(6)
p, *empty = (9,)
print(first, rest, init, last, x, mid, y, p, empty)
(m, *n), o = [[1, 2, 3], 4]
print(m, n, o)
for i, (j, *k) in enumerate([(1, 2, 3), (4,), "xyz"]):
    print(i, j, k)
for (q, r), s in {(1, 2): "a", (3, 4): "b"}.items():
    print(q, r, s)
k, v = {"k1": 1, "k2": 2}
print(k, v)
[(z, w)] = [(1, 2)]
() = []
print(z, w)


def attempt(n, source):
    try:
        if n == 1:
            (aa,) = source
        elif n == 2:
            aa, bb = source
        elif n == 3:
            aa, bb, cc = source
        else:
            aa, bb, *cc = source
        print("ok", aa)
    except (ValueError, TypeError) as err:
        print(repr(err))


attempt(1, [])
attempt(1, [1, 2])
attempt(2, (1,))
attempt(2, (1, 2, 3))
attempt(2, "abc")
attempt(3, {1: 2, 3: 4})
attempt(3, range(5))
attempt(4, [1])
attempt(4, [1, 2])
attempt(2, 5)
attempt(2, None)
print([*[1, 2], 3, *(4, 5)], (*"ab", 1), {*[1, 2], 2}, [*range(3), *[]], {**{"a": 1}, "b": 2, **{"a": 3}})
a = [1, 2, 3]
a[0], *a[1:] = 9, 8, 7, 6
print(a)
