def pick(flag):
    return 1 if flag else 2.0


def half(n):
    if n % 2 == 0:
        return n // 2
    return n / 2


def clamp(x):
    return min(max(x, 0), 10.0)


print(pick(True), pick(False), pick(True) + 1, pick(False) + 1, [pick(i % 2 == 0) for i in range(4)])
print([half(n) for n in range(6)], half(half(8)), half(2**70))
print(clamp(-1), clamp(5), clamp(20), clamp(3.5), clamp(10))
x = 0
for step in (1, 1, 0.5, 1):
    x += step
    print(x, end=" ")
print()
y = 5
y = y if y > 10 else float(y)
print(y)
z = 2.0 if x > 100 else 3
print(z, z * 2, z / 2, str(z), {z: "key"}[3.0])
values = [abs(-3), abs(-3.0), 2**2, 2**-1, 2.0**2, 7 // 2, 7.0 // 2, 7 % 4, 7 % 4.0, round(2.5), round(2.567, 1), round(5, 1), divmod(7, 2), divmod(7.0, 2)]
print(values)
print(max(1, 1.0), max(1.0, 1), min(2, 2.0), sum([1, 1.0]), sum([1, 1]), 0 or 0.0, 0.0 or 0, 1 and 1.0, True + True, True * 1.0)
