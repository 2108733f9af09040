def show(x):
    print("eval", x)
    return x


print(show(0) or show("") or show([]) or show("last"))
print(show(1) and show("a") and show(0) and show("never"))
print(show(None) or show(2) and show(3))
print(not show(1) or show(5))
print([] or {} or 0 or None, [] and 1, "x" or 1 / 0, 0 and 1 / 0, (1 and 2) or 3, 1 and (0 or 3))
x = None
y = x or "default"
z = x and x.upper()
print(y, z)


class Flag:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        print("bool", self.v)
        return self.v


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


if Flag(True) and not Flag(False):
    print("yes")
print(bool(Sized(0)), bool(Sized(3)), "t" if Sized(1) else "f", not Sized(0), not Flag(True))
while Flag(False):
    pass
print(any([0, "", Sized(0)]), any([Sized(2)]), all([]), any([]), all([1, "a", [0]]), all([1, 0]))
print([v for v in [Sized(0), 0, 1, "", "a", None, [], [0]] if v][0:2] == [1, "a"])
print("a" if x else "b" if y == "q" else "c")


class BadBool:
    def __bool__(self):
        return 5


try:
    bool(BadBool())
except TypeError as e:
    print(e)
