def count(start, stop, step):
    n = 0
    last = None
    for i in range(start, stop, step):
        n += 1
        last = i
        if n > 50:
            break
    return n, last


for args in [(0, 10, 3), (10, 0, -3), (0, 0, 1), (5, -5, -1), (-3, 3, 2), (0, 10, 100), (0, -10, 1), (2**31 - 2, 2**31 + 2, 1), (2**62 - 2, 2**62 + 2, 1),
             (2**63 - 1, 2**63 + 1, 1), (-(2**63) + 1, -(2**63) - 2, -1), (10**20, 10**20 + 5, 2), (0, 10**20, 10**19), (2**64, 0, -(2**62))]:
    print(args, count(args[0], args[1], args[2]))
x = 0.0
n = 0
while x < 1.0:
    x += 0.1
    n += 1
print(x, n)
x = 1
while x / 2 > 0 and x > 1e-300:
    x = x / 1000
print(x)
i = 10
while i:
    i -= 3
    if i < 0:
        i = -i if i > -5 else 0
    print(i, end=" ")
    if i == 2:
        break
print()
a, b = 48, 36
while b:
    a, b = b, a % b
print(a)
n = 27
steps = 0
peak = n
while n != 1:
    n = 3 * n + 1 if n & 1 else n >> 1
    peak = max(peak, n)
    steps += 1
print(steps, peak)
total = 0
for i in range(-5, 6):
    for j in range(i, -i, -1 if i > 0 else 1):
        total += i * j
print(total)
mask = 0
for bit in range(0, 70, 7):
    mask |= 1 << bit
    mask ^= bit
print(mask, [k for k in range(70) if mask >> k & 1])
acc = 1
for i in range(1, 26):
    acc *= i
    if acc > 2**63:
        acc %= 10**9 + 7
print(acc)
