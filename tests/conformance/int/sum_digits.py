def digits(n):
    out = []
    while n > 0:
        n, d = divmod(n, 10)
        out.append(d)
    out.reverse()
    return out


def digital_root(n):
    while n >= 10:
        n = sum(digits(n))
    return n


print(digits(9876543210123456789), sum(digits(2**500)), digital_root(2**1000))
print([n for n in range(1, 3000) if sum([d**4 for d in digits(n)]) == n])
print([digital_root(3**k) for k in range(10)], [digital_root(2**k) for k in range(10)])
