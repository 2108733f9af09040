"""Searching lists and tuples of instances: with and without __eq__, before and after classes change."""


class Plain:
    def __init__(self, n):
        self.n = n


class Same(Plain):
    def __eq__(self, other):
        return isinstance(other, Plain) and self.n == other.n


class Hashed(Plain):
    def __hash__(self):
        return 7


class Late:
    pass


def search(items, wanted):
    return wanted in items, items.count(wanted), items.index(wanted) if wanted in items else -1


plain = [Plain(i) for i in range(4)]
print(search(plain, plain[2]), search(plain, Plain(2)), search(tuple(plain), plain[3]))
print(search(plain, Same(2)), search(plain, 2), search([1, "a", plain[0], None], plain[0]))
same = [Same(i % 2) for i in range(4)]
print(search(same, Same(1)), search(same, plain[1]), search([Hashed(1), Hashed(2)], Hashed(1)))
plain.remove(plain[1])
print([p.n for p in plain])
try:
    plain.remove(Plain(0))
except ValueError as e:
    print(e)
first = Late()
late = [Late(), first]
print(late.index(first), Late() in late)
Late.__eq__ = lambda self, other: True
print(late.index(first), Late() in late, late == [1, 2])
del Late.__eq__
print(late.index(first), Late() in late)
errors = [ValueError(1), ValueError(1)]
print(errors.index(errors[1]), ValueError(1) in errors)
table = {plain[0]: "zero"}
print(plain[0] in table, Plain(0) in table, table.get(plain[0]), plain == list(plain), plain == plain[:-1])
