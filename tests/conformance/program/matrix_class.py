class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        self.height = len(self.rows)
        self.width = len(self.rows[0]) if self.rows else 0

    def __getitem__(self, key):
        r, c = key
        return self.rows[r][c]

    def __setitem__(self, key, value):
        r, c = key
        self.rows[r][c] = value

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __repr__(self):
        return "Matrix(" + repr(self.rows) + ")"

    def __str__(self):
        return "\n".join([" ".join([f"{x:>6.2f}" if isinstance(x, float) else f"{x:>6}" for x in row]) for row in self.rows])

    def times(self, other):
        if self.width != other.height:
            raise ValueError(f"{self.height}x{self.width} by {other.height}x{other.width}")
        out = zeros(self.height, other.width)
        for i in range(self.height):
            for j in range(other.width):
                total = 0
                for k in range(self.width):
                    total += self[i, k] * other[k, j]
                out[i, j] = total
        return out

    def transpose(self):
        return Matrix([[self[r, c] for r in range(self.height)] for c in range(self.width)])

    def solve(self, b):
        a = [row[:] + [b[i]] for i, row in enumerate(self.rows)]
        n = self.height
        for i in range(n):
            pivot = max(range(i, n), key=lambda r: abs(a[r][i]))
            if a[pivot][i] == 0:
                raise ZeroDivisionError("singular")
            a[i], a[pivot] = a[pivot], a[i]
            for r in range(i + 1, n):
                factor = a[r][i] / a[i][i]
                for c in range(i, n + 1):
                    a[r][c] -= factor * a[i][c]
        x = [0] * n
        for i in range(n - 1, -1, -1):
            x[i] = (a[i][n] - sum([a[i][c] * x[c] for c in range(i + 1, n)])) / a[i][i]
        return x


def zeros(height, width):
    return Matrix([[0] * width for i in range(height)])


m = Matrix([[1, 2], [3, 4]])
print(m, repr(m), m.times(m), m.transpose() == Matrix([[1, 3], [2, 4]]), m == 5, m != Matrix([[1, 2], [3, 4]]))
m[0, 1] = 0.5
print(m)
print(Matrix([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]]).solve([8, -11, -3]))
for bad in (lambda: m.times(Matrix([[1, 2, 3]])), lambda: Matrix([[1, 2], [2, 4]]).solve([1, 2]), lambda: m[5, 5]):
    try:
        bad()
    except (ValueError, ZeroDivisionError, IndexError) as e:
        print(repr(e))
big = Matrix([[2**40, 1], [1, 2**40]])
print(big.times(big).times(big))
