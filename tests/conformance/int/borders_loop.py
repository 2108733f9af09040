def grow(start, step, count):
    x = start
    out = []
    for i in range(count):
        x = x * step + i
        out.append(x)
    return out


print(grow(1, 2, 70))
print(grow(-1, 3, 45))
total = 0
for i in range(100):
    total += 2**62
print(total)
total = 2**63 - 50
for i in range(100):
    total += 1
print(total)
total = -(2**63) + 50
for i in range(100):
    total -= 1
print(total)
x = 1
while x < 10**30:
    x += x
print(x)
