# Ints that leave the machine word in the middle of a loop, by each way out.
def up(x, k):
    for i in range(k):
        x = x * 3 + 1
    return x


def down(x, k):
    while k > 0:
        x = x - 2**61
        k -= 1
    return x


def shift(k):
    x = 1
    out = []
    for i in range(k):
        x <<= 9
        out.append(x)
    return out


def alternate(n):
    x = 1
    for i in range(n):
        if i % 3 == 2:
            x //= 1000
        else:
            x *= -4097
    return x


def sums(values):
    total = 0
    squares = 0
    for v in values:
        total += v
        squares += v * v
    return total, squares


def count_down(n):
    steps = 0
    while n != 0:
        n = n // 7 if n > 0 else -(-n // 7)
        steps += 1
    return steps


print(up(1, 39), up(1, 40), up(1, 41), up(-1, 60), up(2**62, 1))
print(down(0, 3), down(0, 4), down(0, 9), down(2**64, 8))
print(shift(9), alternate(30), alternate(31), sums(range(10**6, 10**6 + 5)), sums([2**31, 2**32, -(2**33)]), sums([2**62] * 4))
print(count_down(2**62), count_down(2**64), count_down(-(2**70)), count_down(10**30))
a = [2**62 - 1, 2**62, -(2**62), -(2**62) - 1]
for i in range(len(a)):
    a[i] += 1
    a[i] -= 2
    a[i] *= 2
print(a)
x = 2**62 - 3
for i in range(6):
    print(x, x == 2**62, x < 2**62, x > 4611686018427387904, x % 10, x & 1)
    x += 1
