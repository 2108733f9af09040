# What loops read of lists and bytearrays in front of them, and what may change between.
def f(n):
    t = 0
    for i in range(n):
        t += TABLE[i]
    return t


def g(n, flag):
    t = 0
    for i in range(n):
        if flag:
            t += LATE[i] * 2
        else:
            t += 1
    return t


print(f(0))
print(g(3, False))
TABLE = [1, 2, 3]
print(f(3))
if f(3) > 5:
    LATE = [4, 5, 6]
print(g(3, True))
try:
    del TABLE
    print(f(0))
    print(f(1))
except NameError as e:
    print(e)


def h(n):
    t = 0
    for i in range(n):
        t += ROWS[i]
        if i == 1:
            change()
    return t


def change():
    global ROWS
    ROWS = [10, 20, 30, 40]


ROWS = [1, 2, 3, 4]
print(h(4))


def k(data, n):
    t = 0
    for i in range(n):
        t += data[i]
        if i == 2:
            data.extend(b"abcdefghijklmnopqrstuvwxyz" * 100)
    return t


print(k(bytearray(b"12345"), 40))


def m(data, n):
    t = 0
    try:
        for i in range(n):
            t += data[i]
            if i == 2:
                del data[3:]
    except IndexError as e:
        print(e, t)


m(bytearray(b"12345"), 40)
