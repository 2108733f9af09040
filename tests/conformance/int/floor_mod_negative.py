for n in range(-10, 11):
    row = []
    for d in (-4, -3, -1, 1, 3, 4):
        q = n // d
        r = n % d
        assert q * d + r == n
        row.append((q, r))
    print(n, row)
print(-1 // 10**20, -1 % 10**20)
print((-(2**70)) // 3, (-(2**70)) % 3)
print(2**70 // -3, 2**70 % -3)
