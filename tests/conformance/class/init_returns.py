class A:
    def __init__(self):
        return None


class B:
    def __init__(self):
        return 5


print(isinstance(A(), A))
try:
    B()
except TypeError as e:
    print(e)


class NoInit:
    value = 3


print(NoInit().value)


class Chain:
    def __init__(self, n):
        if n == 0:
            raise ValueError("zero")
        self.n = n

    def __repr__(self):
        return "Chain(%d)" % self.n


for n in (1, 0, 2):
    try:
        print(Chain(n))
    except ValueError as e:
        print("failed", e)


class BadStr:
    def __str__(self):
        return 5

    def __repr__(self):
        return None


for f in (lambda: str(BadStr()), lambda: repr(BadStr())):
    try:
        f()
    except TypeError as e:
        print(e)


class BadHash:
    def __hash__(self):
        return "x"


try:
    {BadHash(): 1}
except TypeError as e:
    print(e)
