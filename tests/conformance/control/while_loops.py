n = 10
while n:
    n -= 1
    if n % 2:
        continue
    print(n, end=" ")
print()
a, b = 0, 1
while a < 100:
    print(a, end=",")
    a, b = b, a + b
print()
i = 0
while True:
    i += 1
    j = 0
    while True:
        j += 1
        if j > i:
            break
        if (i + j) % 3 == 0:
            continue
        print(i * j, end=" ")
    if i >= 5:
        break
print()
stack = [1, [2, [3, 4], 5], [6]]
flat = []
while stack:
    item = stack.pop()
    if isinstance(item, list):
        stack.extend(item)
    else:
        flat.append(item)
print(flat)
lo, hi = 0, 10**18
while lo < hi:
    mid = (lo + hi) // 2
    if mid * mid < 10**17:
        lo = mid + 1
    else:
        hi = mid
print(lo)
x = 3.0
count = 0
while x > 1e-10:
    x /= 2
    count += 1
print(count)
