def minmax(values):
    return min(values), max(values)


def divide(a, b):
    if b == 0:
        return None, "division by zero"
    return a / b, None


def stats(values):
    n = len(values)
    mean = sum(values) / n
    return n, mean, (min(values), max(values))


low, high = minmax([3, 1, 2])
print(low, high)
low, high = high, low
print(low, high)
for pair in ((1, 2), (1, 0)):
    result, error = divide(pair[0], pair[1])
    print(result, error)
n, mean, (lo, hi) = stats([1, 2, 3, 4])
print(n, mean, lo, hi)
a = [1, 2, 3]
i = 0
i, a[i] = 1, 9
print(i, a)
a[0], a[1], a[2] = a[2], a[0], a[1]
print(a)
x = y = z = []
x.append(1)
print(x, y, z, x is z)
p = q, r = 1, 2
print(p, q, r)
