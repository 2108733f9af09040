x = 5
del x
try:
    print(x)
except NameError as e:
    print(e)
a = [1, 2, 3, 4]
del a[1], a[-1]
print(a)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
try:
    del d["zz"]
except KeyError as e:
    print(repr(e))
try:
    del a[10]
except IndexError as e:
    print(e)


class C:
    pass


c = C()
c.x = 1
del c.x
try:
    print(c.x)
except AttributeError as e:
    print(e)
try:
    del c.x
except AttributeError as e:
    print("AttributeError")


def f():
    y = 1
    del y
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


print(f())
m = [[1, 2], [3, 4]]
del m[0][1], m[1][:]
print(m)
p, q = 1, 2
del (p, q)
try:
    p
except NameError as e:
    print(e)


def g(flag):
    if flag:
        z = 1
    return z


print(g(True))
try:
    g(False)
except UnboundLocalError as e:
    print(e)
