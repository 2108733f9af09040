# Modular integers, polynomials, intervals, units: classes that take part in arithmetic.
import operator
from fractions import Fraction
from functools import reduce
from math import gcd, isqrt
from numbers import Number


class Mod:
    def __init__(self, value, n):
        self.value, self.n = value % n, n

    def _other(self, other):
        if isinstance(other, Mod):
            if other.n != self.n:
                raise ValueError(f"mod {self.n} and mod {other.n}")
            return other.value
        return other if isinstance(other, int) else None

    def _make(op):
        def forward(self, other):
            value = self._other(other)
            return NotImplemented if value is None else Mod(op(self.value, value), self.n)

        def backward(self, other):
            value = self._other(other)
            return NotImplemented if value is None else Mod(op(value, self.value), self.n)

        return forward, backward

    __add__, __radd__ = _make(operator.add)
    __sub__, __rsub__ = _make(operator.sub)
    __mul__, __rmul__ = _make(operator.mul)
    del _make

    def __pow__(self, exponent):
        return Mod(pow(self.value, exponent, self.n), self.n)

    def __truediv__(self, other):
        return self * Mod(pow(self._other(other), -1, self.n), self.n)

    def __eq__(self, other):
        return self.value == (self._other(other) or 0) % self.n

    def __int__(self):
        return self.value

    __index__ = __int__

    def __repr__(self):
        return f"{self.value}~{self.n}"


class Poly:
    def __init__(self, *coefficients):
        items = list(coefficients)
        while items and items[-1] == 0:
            items.pop()
        self.items = tuple(items)

    def __call__(self, x):
        return reduce(lambda total, c: total * x + c, reversed(self.items), 0)

    def __add__(self, other):
        if isinstance(other, Number):
            other = Poly(other)
        n = max(len(self.items), len(other.items))
        pad = lambda p: p.items + (0,) * (n - len(p.items))
        return Poly(*map(operator.add, pad(self), pad(other)))

    __radd__ = __add__

    def __mul__(self, other):
        if isinstance(other, Number):
            other = Poly(other)
        out = [0] * (len(self.items) + len(other.items))
        for i, a in enumerate(self.items):
            for k, b in enumerate(other.items):
                out[i + k] += a * b
        return Poly(*out)

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __divmod__(self, other):
        rest, quotient = list(self.items), [0] * max(len(self.items) - len(other.items) + 1, 0)
        while len(rest) >= len(other.items):
            factor, shift = Fraction(rest[-1]) / other.items[-1], len(rest) - len(other.items)
            quotient[shift] = factor
            for i, c in enumerate(other.items):
                rest[i + shift] -= factor * c
            rest.pop()
        return Poly(*quotient), Poly(*rest)

    def derivative(self):
        return Poly(*(i * c for i, c in enumerate(self.items) if i))

    def __str__(self):
        terms = [f"{c}x^{i}" if i > 1 else f"{c}x" if i else str(c) for i, c in enumerate(self.items) if c]
        return " + ".join(reversed(terms)).replace("+ -", "- ") or "0"

    def __bool__(self):
        return bool(self.items)


a, b = Mod(5, 7), Mod(4, 7)
print(a + b, a - 6, 3 - a, 2 * a, a**100, a / b, a / b * b == a, int(a), [10, 20, 30, 40, 50, 60][a], a == 12, sum([a, b, a]))
for bad in (lambda: a + Mod(1, 5), lambda: a + 1.5, lambda: Mod(2, 4) / 2):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
p = Poly(-6, 11, -6, 1)
print(p, [p(x) for x in range(5)], p.derivative(), -p, p + 1, 2 * Poly(1, 1))
q, r = divmod(p, Poly(-1, 1))
print(q, "rest", r, bool(r), (q * Poly(-1, 1) + r).items == p.items)
print([n for n in range(2, 60) if all(n % d for d in range(2, isqrt(n) + 1))], gcd(84, 36, 120))
print(Poly(Fraction(1, 2), 0.5, 1 + 2j)(2), Poly() or "zero", Poly(0, 0))
