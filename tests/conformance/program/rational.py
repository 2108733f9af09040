import math


class Fraction:
    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError(f"Fraction({top}, 0)")
        g = math.gcd(top, bottom)
        if bottom < 0:
            g = -g
        self.top = top // g
        self.bottom = bottom // g

    def plus(self, other):
        return Fraction(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def times(self, other):
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    def inverse(self):
        return Fraction(self.bottom, self.top)

    def __eq__(self, other):
        if isinstance(other, int):
            other = Fraction(other)
        return self.top == other.top and self.bottom == other.bottom

    def __lt__(self, other):
        return self.top * other.bottom < other.top * self.bottom

    def __hash__(self):
        return self.top * 31 + self.bottom

    def __bool__(self):
        return self.top != 0

    def __repr__(self):
        return f"{self.top}/{self.bottom}" if self.bottom != 1 else str(self.top)


def harmonic(n):
    total = Fraction(0)
    for i in range(1, n + 1):
        total = total.plus(Fraction(1, i))
    return total


def continued(terms):
    value = Fraction(terms[-1])
    for t in terms[-2::-1]:
        value = Fraction(t).plus(value.inverse())
    return value


print(Fraction(6, -8), Fraction(0, 5), Fraction(10, 5), bool(Fraction(0)), bool(Fraction(1, 3)), Fraction(4, 2) == 2, Fraction(1, 2) == Fraction(2, 4))
print(harmonic(10), harmonic(40))
print(continued([1] * 20), continued([3, 7, 15, 1]), continued([2**40, 2**40, 3]))
values = [Fraction(n, d) for d in range(1, 6) for n in range(d)]
print(sorted(set(values)), len(values), max(values), min(values))
d = {Fraction(1, 2): "half"}
print(d[Fraction(2, 4)], Fraction(3, 6) in d)
try:
    Fraction(0).inverse()
except ZeroDivisionError as e:
    print(e)
bernoulli = []
for m in range(13):
    row = [Fraction(1, k + 1) for k in range(m + 1)]
    for j in range(m, 0, -1):
        for i in range(j):
            row[i] = row[i].plus(row[i + 1].times(Fraction(-1))).times(Fraction(i + 1))
    bernoulli.append(row[0])
print(bernoulli)
