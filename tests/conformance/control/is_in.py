a = [1]
b = a
c = [1]
print(a is b, a is c, a is not c, None is None, True is True, () == (), a in [c], None in [0, None], None == 0, None != None)
print("k" in {"k": 1}, 1 in {"k": 1}, 2 in (1, 2), "b" in "abc", 5 in range(10), 5 not in [1], b"b" in b"abc", None is not a)


class E:
    def __eq__(self, other):
        return True


class N:
    pass


n = N()
print(E() == 1, E() in [5], 5 in [E()], n == n, n == N(), n in [n], N() in [n], n != N(), n is n)
for f in (lambda: 1 in 5, lambda: 1 in None, lambda: 1 in "a"):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Container:
    def __init__(self, items):
        self.items = items

    def __contains__(self, x):
        print("contains", x)
        return x in self.items


print(3 in Container([1, 3]), 4 not in Container([1]), "x" in Container("xyz"))


class ByItem:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


print(20 in ByItem(), 25 in ByItem(), [x for x in ByItem()], list(ByItem()))
