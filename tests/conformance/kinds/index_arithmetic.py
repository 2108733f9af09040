a = [10, 20, 30, 40, 50]
n = len(a)
print([a[i - 1] for i in range(n)], [a[-i] for i in range(1, n + 1)], [a[i % 3] for i in range(-4, 5)], [a[(i * 7) % n] for i in range(n)])
print([a[n - 1 - i] for i in range(n)], [a[i // 2] for i in range(2 * n)], [a[~i] for i in range(n)], [a[i & 3] for i in range(8)])
for i in (5, -6, 10**18, 2**63, -(2**63), 2**70):
    try:
        print(a[i])
    except IndexError as e:
        print(i, repr(e))
i = n
while i > 0:
    i -= 1
    a[i] += i
print(a)
i = -1
while i >= -n:
    print(a[i], end=" ")
    i -= 1
print()
for lo, hi in ((1, 3), (-3, -1), (3, 1), (0, 100), (-100, 2), (2**70, 2**71), (-(2**70), 2**70)):
    print(a[lo:hi], "hello"[lo:hi], (1, 2, 3, 4)[lo:hi], b"bytes"[lo:hi])
m = [[r * 3 + c for c in range(3)] for r in range(3)]
print([m[i][i] for i in range(3)], [m[i][2 - i] for i in range(3)], [m[-1 - i][i] for i in range(3)], [row[-1] for row in m])
s = "abcdef"
print([s[i : i + 2] for i in range(0, len(s), 2)], [s[: len(s) - i] for i in range(3)], [s[i - 2 : i] for i in range(2, 5)], s[len(s) // 2], s[-len(s)])
x = 3
try:
    while True:
        x = x - 1
        print(a[x], end=" ")
except IndexError:
    print("ended at", x)
