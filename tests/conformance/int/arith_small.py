def table(a, b):
    print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b))


for a in (7, -7, 0, 1, -1, 100):
    for b in (2, -2, 3, -3, 7, -7, 1, -1):
        table(a, b)
