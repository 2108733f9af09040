# array.array: numbers of one kind.
from array import array, typecodes

a = array("i", [1, 2, 3])
print(a, a.typecode, a.itemsize, len(a))
a.append(4)
a.extend([5, 6])
a.insert(0, -1)
a.insert(-1, 99)
print(a, a[0], a[-1], a[1:3], a[::2])
print(a.pop(), a.pop(0), a.index(3), a.count(2), 3 in a, 77 in a)
a[1] = 20
a[2:4] = array("i", [7, 8, 9])
print(a)
del a[0]
del a[1:3]
print(a.tolist(), a.tobytes())
a.reverse()
print(a, a + array("i", [1]), a * 2, 2 * a)
a += array("i", [5])
a *= 2
print(a)
print(array("i", [1, 2]) == array("i", [1, 2]), array("i", [1, 2]) < array("i", [1, 3]), array("i", [1]) == array("d", [1.0]))
print([array("i", [1]) == [1], array("i") != array("i")])
b = array("B", b"hello")
print(b, b.tobytes(), bytes(b), sum(b))
d = array("d", [1.5, 2, -0.25])
print(d, d[1], max(d))
f = array("f", [0.1, 1e10])
print(f[0], f.itemsize)
for code in "bBhHiIlLqQfd":
    made = array(code, [1, 2])
    print(code, made.itemsize, made.tobytes()[: made.itemsize], end=" ")
print()
h = array("h", [1, 256])
h.byteswap()
print(h)
u = array("u", "héllo")
print(u, u.tounicode(), u[1])
print(array("q", range(5)), array("I", (i * i for i in range(4))))
e = array("i")
print(e, bool(e), bool(a), list(reversed(array("b", [1, 2, 3]))))
e.frombytes(array("i", [10, -20]).tobytes())
e.fromlist([3])
print(e, sorted(e), [x * 2 for x in e])
c = array("i", e)
c[0] = 1
print(c, e, typecodes.startswith("bBu"))
for i, x in enumerate(e):
    e[i] = x + 1
print(e)
m = array("B", bytes(20))
for i in range(2, 20):
    for k in range(i * 2, 20, i):
        m[k] = 1
print([i for i in range(2, 20) if not m[i]])
