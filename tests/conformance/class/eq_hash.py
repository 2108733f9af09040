class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        if not isinstance(other, P):
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __hash__(self):
        return self.x * 31 + self.y

    def __repr__(self):
        return f"P({self.x},{self.y})"


a = P(1, 2)
b = P(1, 2)
c = P(2, 1)
print(a == b, a != b, a == c, a is b, a == 5, a != 5, 5 == a, a in [b], [a] == [b], (a, 1) == (b, 1))
d = {a: "first"}
d[b] = "second"
d[c] = "third"
print(d, d[P(1, 2)], P(2, 1) in d, P(9, 9) in d, len({a, b, c}), {a, b, c} == {c, b})
print([c, a, b].index(b), [c, a, b].count(P(1, 2)), {P(0, 1): 1}.get(P(0, 1)))


class OnlyEq:
    def __eq__(self, other):
        return True


try:
    {OnlyEq(): 1}
except TypeError as e:
    print("unhashable")
try:
    {OnlyEq()}
except TypeError as e:
    print("unhashable")
print(OnlyEq() == 3, OnlyEq() != 3, [OnlyEq()] == [1])


class Child(P):
    pass


print(Child(1, 2) == a, a == Child(1, 2), Child(1, 2) in d, Child(1, 1))


class Plain:
    pass


x = Plain()
y = Plain()
s = {x, y, x}
print(len(s), x in s, x == x, x == y, Plain() in s, {x: 1}[x])
