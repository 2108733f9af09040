log = []


def note(name, value):
    log.append(name)
    return value


class Box:
    def __init__(self):
        self.n = 1
        self.items = [1, 2, 3]


box = Box()


def get_box():
    log.append("box")
    return box


a = [10, 20, 30]
a[note("i", 1)] += note("v", 5)
get_box().n += note("w", 2)
get_box().items[note("j", 0)] *= note("x", 7)
note("list", a)[note("k", 2)] = note("rhs", 99)
print(a, box.n, box.items, log)
log.clear()
note("t", a)[note("i0", 0)], note("u", a)[note("i1", 1)] = note("r0", 7), note("r1", 8)
print(a, log)
log.clear()
d = {note("k1", "a"): note("v1", 1), note("k2", "b"): note("v2", 2)}
print(d, log)
log.clear()


def f(a, b, c):
    return a - b * c


print(f(note("p", 1), c=note("q", 2), b=note("r", 3)), log)
log.clear()
print(note("l", 1) + note("m", 2) * note("n", 3) - note("o", 4), log)
log.clear()
x = note("cond-true", 1) if note("cond", True) else note("cond-false", 2)
print(x, log)
log.clear()
s = [note("s0", 1), note("s1", 2)][note("s2", 0)]
print(s, log, note("arg1", "A") + note("arg2", "B"))
i = 0
b = [0, 0, 0]
i = b[i] = 2
print(i, b)
x = [1, 2, 3]
x[0], x[1] = x[1], x[0]
x[x[0]], x[0] = 100, 200
print(x)
