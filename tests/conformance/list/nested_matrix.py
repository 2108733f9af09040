def transpose(m):
    return [[row[i] for row in m] for i in range(len(m[0]))]


def multiply(a, b):
    return [[sum([a[i][k] * b[k][j] for k in range(len(b))]) for j in range(len(b[0]))] for i in range(len(a))]


def identity(n):
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]


def power(m, n):
    result = identity(len(m))
    while n:
        if n & 1:
            result = multiply(result, m)
        m = multiply(m, m)
        n >>= 1
    return result


def determinant(m):
    if len(m) == 1:
        return m[0][0]
    total = 0
    for c in range(len(m)):
        minor = [row[:c] + row[c + 1 :] for row in m[1:]]
        total += (-1) ** c * m[0][c] * determinant(minor)
    return total


m = [[1, 2, 3], [4, 5, 6]]
print(transpose(m), multiply(m, transpose(m)), [list(r) for r in zip(m[0], m[1])])
print(power([[1, 1], [1, 0]], 90), power([[1, 1], [1, 0]], 200)[0][1])
print(determinant([[2, 0, 1], [1, 3, 2], [1, 1, 1]]), determinant([[0.5, 1], [2, 3]]))
m[0][1] += 10
m[-1][-1] = "x"
print(m, [x for row in m for x in row], sum([[1], [2, 3]], []))
