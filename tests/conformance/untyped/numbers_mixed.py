def norm(v):
    total = 0
    for x in v:
        total += x * x
    return total**0.5


def mean(v):
    return sum(v) / len(v) if v else None


def clamp(x, lo, hi):
    return lo if x < lo else hi if x > hi else x


print(norm([3, 4]), norm([1.5, 2]), norm((True, 2**40)), norm([]), mean([1, 2]), mean([]), mean([0.5, 1]), mean([True, False]))
print(clamp(5, 0, 3), clamp(-1.5, 0, 3), clamp("b", "a", "c"), clamp(2, 1.5, 2.5), clamp([1], [0], [2]), clamp(2**70, 0, 2**65))
for a in (2, 2.0, True, 2**62, -3, 0.5):
    print([a + 1, a - 1.5, a * 2, a / 2, a // 2, a % 3, a**2, -a, abs(a), a == int(a), a < 2, str(a)])
values = [3, 1.5, True, 2**64, -2]
print(sorted(values), max(values), min(values), sum(values), [int(v) for v in values], [float(v) for v in values], [v > 1 for v in values])
x = 7
x /= 7
x += 1
x //= 1
print(x, x == 2, [10, 20, 30][int(x)], range(3)[1] * 1.0)
i = 0
f = 0.0
while i < 3:
    i += 1
    f += i
    i = i if i % 2 else i + 0
print(i, f)
