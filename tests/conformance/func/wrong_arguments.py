def none():
    return 0


def one(a):
    return a


def two(a, b):
    return a, b


def opt(a, b=1, c=2):
    return a, b, c


def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print(e)


attempt(lambda: none(1))
attempt(lambda: one())
attempt(lambda: one(1, 2))
attempt(lambda: two())
attempt(lambda: two(1))
attempt(lambda: two(1, 2, 3))
attempt(lambda: two(b=1))
attempt(lambda: two(1, a=2))
attempt(lambda: two(1, 2, b=3))
attempt(lambda: two(1, z=3))
attempt(lambda: opt())
attempt(lambda: opt(1, 2, 3, 4))
attempt(lambda: opt(1, d=5))
attempt(lambda: opt(b=5))


def three(x, y, z):
    return x


attempt(lambda: three())
attempt(lambda: three(1))


class C:
    def __init__(self, a):
        self.a = a

    def m(self, x, y=2):
        return x + y


attempt(lambda: C())
attempt(lambda: C(1, 2))
attempt(lambda: C(b=1))
attempt(lambda: C(1).m())
attempt(lambda: C(1).m(1, 2, 3))
attempt(lambda: C(1).m(1, z=3))


class Empty:
    pass


attempt(lambda: Empty(1))
attempt(lambda: (lambda x: x)())
attempt(lambda: C(1).a())
attempt(lambda: "s"())
attempt(lambda: None())
attempt(lambda: [1]())
attempt(lambda: len())
attempt(lambda: len([], []))
attempt(lambda: [].append(x=1))
print(one(a=1), two(b=1, a=2), opt(c=1, a=2))
