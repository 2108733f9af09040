borders = [30, 31, 32, 47, 50, 52, 53, 60, 61, 62, 63, 64, 65, 127, 128]
for k in borders:
    p = 2**k
    print(k, p - 1, p, p + 1, -p - 1, -p, -p + 1)
    print(p - 1 + 1 == p, (p - 1) + (p - 1), -(p - 1) - (p - 1) - 2, p + -p)
    print(p - p // 2, (p + 1) - (p - 1), p - 2 * p)
