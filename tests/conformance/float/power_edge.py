inf = float("inf")
nan = float("nan")
for base in (0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, inf, -inf, nan):
    row = []
    for exponent in (0, 1, 2, 3, -1, -2, inf, -inf):
        try:
            row.append(base**exponent)
        except ZeroDivisionError:
            row.append("zde")
    print(base, row)
print(9**0.5, 27 ** (1 / 3), 2**0.5 * 2**0.5, 1e5**2, 1.1**10, 10.0**-5, 10**-5)
