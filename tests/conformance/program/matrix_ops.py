# Matrices with operators, fractions, determinants, inverses.
from fractions import Fraction
from math import prod


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError("rows differ")

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    @classmethod
    def identity(cls, n):
        return cls([[int(i == k) for k in range(n)] for i in range(n)])

    def __getitem__(self, key):
        if isinstance(key, tuple):
            i, k = key
            return self.rows[i][k]
        return self.rows[key]

    def __setitem__(self, key, value):
        i, k = key
        self.rows[i][k] = value

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(x, y)] for x, y in zip(self.rows, other.rows)])

    def __neg__(self):
        return Matrix([[-a for a in row] for row in self.rows])

    def __sub__(self, other):
        return self + -other

    def __mul__(self, factor):
        if isinstance(factor, Matrix):
            return NotImplemented
        return Matrix([[a * factor for a in row] for row in self.rows])

    __rmul__ = __mul__

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"shapes {self.shape} and {other.shape}")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __pow__(self, n):
        result, base = Matrix.identity(self.shape[0]), self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        return result

    def transposed(self):
        return Matrix(zip(*self.rows))

    def determinant(self):
        rows, sign = [[Fraction(a) for a in row] for row in self.rows], 1
        for i in range(len(rows)):
            pivot = next((k for k in range(i, len(rows)) if rows[k][i]), None)
            if pivot is None:
                return 0
            if pivot != i:
                rows[i], rows[pivot], sign = rows[pivot], rows[i], -sign
            for k in range(i + 1, len(rows)):
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
        return sign * prod(rows[i][i] for i in range(len(rows)))

    def inverse(self):
        n = len(self.rows)
        rows = [[Fraction(a) for a in row] + [Fraction(int(i == k)) for k in range(n)] for i, row in enumerate(self.rows)]
        for i in range(n):
            pivot = next((k for k in range(i, n) if rows[k][i]), None)
            if pivot is None:
                raise ZeroDivisionError("singular")
            rows[i], rows[pivot] = rows[pivot], rows[i]
            rows[i] = [a / rows[i][i] for a in rows[i]]
            for k in range(n):
                if k != i and rows[k][i]:
                    factor = rows[k][i]
                    rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
        return Matrix([row[n:] for row in rows])

    def __str__(self):
        return "\n".join(" ".join(f"{str(a):>5}" for a in row) for row in self.rows)


m = Matrix([[2, 1, 3], [0, 4, 1], [5, 2, 1]])
print(m + m == 2 * m, (m - m).rows, m.transposed()[0], m.shape)
print(m.determinant(), m[1, 2], m[2])
print(m.inverse())
print((m @ m.inverse()) == Matrix.identity(3), (m**5)[0], (Matrix([[1, 1], [1, 0]]) ** 90)[0, 1])
for bad in (lambda: Matrix([[1, 2], [2, 4]]).inverse(), lambda: m @ Matrix([[1, 2]]), lambda: Matrix([[1], [2, 3]]), lambda: m * m):
    try:
        bad()
    except (ValueError, ZeroDivisionError, TypeError) as e:
        print(type(e).__name__, e)
m[0, 0] = 1.5
print(m[0], m.determinant())
