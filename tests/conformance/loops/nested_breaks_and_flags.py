def first_pair(rows, target):
    for i, row in enumerate(rows):
        for j, v in enumerate(row):
            if v == target:
                break
        else:
            continue
        return i, j
    return None


print(first_pair([[1, 2], [3, 4]], 3), first_pair([[1], []], 9), first_pair([], 1), first_pair(["ab", "cd"], "d"))
found = False
for a in range(1, 30):
    for b in range(a, 30):
        c2 = a * a + b * b
        c = int(c2**0.5)
        if c * c == c2 and a + b + c == 40:
            found = True
            break
    if found:
        break
print(a, b, c, found)
out = []
i = 0
while i < 20:
    i += 1
    if i % 2:
        continue
    j = i
    while True:
        j -= 3
        if j < 0:
            break
        if j % 4 == 0:
            out.append((i, j))
            if len(out) > 6:
                break
    if len(out) > 6:
        break
else:
    out.append("never")
print(out, i, j)
for x in []:
    pass
else:
    x = "else of empty"
print(x)
for n in range(2, 20):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        print(n, end=" ")
print()
total = 0
for i in range(5):
    for j in range(5):
        if j == i:
            continue
        if j > 3:
            break
        for k in (0, 1):
            if k and i:
                break
            total += i * 100 + j * 10 + k
print(total, i, j, k)
rows = []
for _ in range(3):
    rows.append([_] * _)
print(rows, _)
countdown = [3]
for n in countdown:
    if n:
        countdown.append(n - 1)
print(countdown)
