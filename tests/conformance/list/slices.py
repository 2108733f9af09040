a = list(range(10))
print(a[2:5], a[:3], a[7:], a[:], a[::3], a[::-1], a[-3:], a[:-3], a[8:2], a[8:2:-2], a[100:], a[-100:2], a[::-4], a[5:5])
a[2:5] = ["x"]
print(a)
a[1:1] = [100, 200, 300]
print(a)
a[::2] = [0] * len(a[::2])
print(a)
a[-2:] = "end"
print(a)
a[5:2] = ["ins"]
print(a)
a[:] = range(6)
print(a)
del a[1:3]
print(a)
del a[::2]
print(a)
del a[0], a[-1]
print(a)
b = [1, 2, 3]
b[1:] = b
print(b)
b[:0] = b
print(b)
b[::-1] = list(range(len(b)))
print(b)
for f in (lambda: set_step(b), lambda: b[::0], lambda: set_int(b)):
    try:
        f()
    except (ValueError, TypeError, NameError) as e:
        print(repr(e))


def set_step(x):
    x[::2] = [1]


def set_int(x):
    x[1:2] = 5


for f in (set_step, set_int):
    try:
        f(b)
    except (ValueError, TypeError) as e:
        print(repr(e))
c = a = [1, 2, 3]
a[0:2] = []
print(c, c is a)
