a = 3**300
b = 7**100
q, r = divmod(a, b)
print(q)
print(r)
print(q * b + r == a, 0 <= r < b)
q, r = divmod(-a, b)
print(q, r, q * b + r == -a, 0 <= r < b)
q, r = divmod(a, -b)
print(q, r, q * -b + r == a, -b < r <= 0)
print(a // 10**50, a % 10**50, a // 3, a % 3, a // a, a % a, b // a, b % a, -b // a, -b % a)
for k in (32, 64, 96, 128):
    top = 2**k
    print((top - 1) // (top - 2), (top * top - 1) // (top - 1), (top * top - 1) % (top + 1))
