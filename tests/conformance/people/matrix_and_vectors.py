"""Vectors and matrices with every operator, reflected and in place."""
from functools import reduce
from itertools import product
from math import hypot, isclose
from numbers import Real
from operator import add, mul


class Vector:
    __slots__ = ("_items",)
    __array_priority__ = 10

    def __init__(self, *items):
        if len(items) == 1 and not isinstance(items[0], Real):
            items = tuple(items[0])
        if not all(isinstance(item, Real) for item in items):
            raise TypeError(f"not numbers: {[type(i).__name__ for i in items if not isinstance(i, Real)]}")
        self._items = items

    @classmethod
    def zero(cls, size):
        return cls([0] * size)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __getitem__(self, index):
        found = self._items[index]
        return Vector(found) if isinstance(index, slice) else found

    def __contains__(self, item):
        return item in self._items

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self))})"

    def __format__(self, spec):
        return "<" + " ".join(format(item, spec or ".2f") for item in self) + ">"

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, Vector) else NotImplemented

    def __hash__(self):
        return hash(self._items)

    def __bool__(self):
        return any(self)

    def __abs__(self):
        return hypot(*self)

    def __neg__(self):
        return Vector(-item for item in self)

    def __pos__(self):
        return self

    def _zip(self, other, operation):
        if not isinstance(other, Vector):
            return NotImplemented
        if len(self) != len(other):
            raise ValueError(f"lengths {len(self)} and {len(other)}")
        return Vector(operation(a, b) for a, b in zip(self, other))

    def __add__(self, other):
        return self._zip(other, add)

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __sub__(self, other):
        return self._zip(other, lambda a, b: a - b)

    def __mul__(self, factor):
        return Vector(item * factor for item in self) if isinstance(factor, Real) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, divisor):
        return Vector(item / divisor for item in self)

    def __floordiv__(self, divisor):
        return Vector(item // divisor for item in self)

    def __mod__(self, divisor):
        return Vector(item % divisor for item in self)

    def __divmod__(self, divisor):
        return self // divisor, self % divisor

    def __matmul__(self, other):
        return sum(map(mul, self, other))

    def __lt__(self, other):
        return abs(self) < abs(other)


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __getitem__(self, place):
        if isinstance(place, tuple):
            row, column = place
            if isinstance(row, slice):
                return [line[column] for line in self.rows[row]]
            return self.rows[row][column]
        return self.rows[place]

    def __setitem__(self, place, value):
        row, column = place
        self.rows[row][column] = value

    def __delitem__(self, row):
        del self.rows[row]

    def __matmul__(self, other):
        if isinstance(other, Vector):
            return Vector(Vector(row) @ other for row in self.rows)
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in zip(*other.rows)]
                       for row in self.rows])

    def __imatmul__(self, other):
        self.rows = (self @ other).rows
        return self

    def __pow__(self, exponent, modulus=None):
        result = Matrix.identity(len(self.rows))
        base = self
        while exponent:
            if exponent & 1:
                result @= base
            base = base @ base
            exponent >>= 1
            if modulus:
                for matrix in (result, base):
                    matrix.rows = [[item % modulus for item in row] for row in matrix.rows]
        return result

    @staticmethod
    def identity(size):
        return Matrix([[int(i == j) for j in range(size)] for i in range(size)])

    def __str__(self):
        widths = [max(len(str(row[k])) for row in self.rows) for k in range(self.shape[1])]
        return "\n".join(" ".join(f"{item!s:>{width}}" for item, width in zip(row, widths)) for row in self.rows)

    def determinant(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        return sum((-1) ** k * self.rows[0][k]
                   * Matrix([row[:k] + row[k + 1:] for row in self.rows[1:]]).determinant()
                   for k in range(len(self.rows)))


a, b = Vector(1, 2, 3), Vector([4.0, 5.5, -6])
print(a, b, a + b, a - b, a * 2, 2 * a, -a, +a is a, a @ b, abs(Vector(3, 4)))
print(f"{b} {b:.1e} {a:03d}", a[0], a[-1], a[1:], 5.5 in b, len(b))
print(sum([a, a, a]), divmod(Vector(7, -7, 8), 3), Vector(1, 2) / 4, bool(Vector.zero(3)), bool(a))
print(a == Vector(1, 2, 3), a == (1, 2, 3), a != b, len({a, Vector(1, 2, 3), b}), sorted([b, a]), max(a, b))
c = a
c += b
c *= 2
print(c, a, reduce(add, [a] * 4))
x, *rest = b
print(x, rest, [*a, *b], isclose(abs(b), 9.069178573608527))
for call in [lambda: a + 1, lambda: a + Vector(1), lambda: Vector("ab"), lambda: a * a, lambda: 3 - a, lambda: a[3]]:
    try:
        print(call())
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, error)
m = Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]])
print(m, m.shape, m.T, m @ a, sep="\n")
print(m.determinant(), m[1, 2], m[1], m[:, 0], m[0:2, 1])
m[0, 0] = 20
del m[2]
print(m.rows, (m @ m.T).rows)
fib = Matrix([[1, 1], [1, 0]])
print((fib ** 90)[0, 1], pow(fib, 10 ** 18, 10 ** 9 + 7)[0][1])
print([(i, j) for i, j in product(range(2), repeat=2) if fib[i, j]])
