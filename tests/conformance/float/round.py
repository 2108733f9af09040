for x in [0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 0.125, 1e20, 1234.5678, 0.0, -0.0, 1e-10]:
    print(x, round(x), round(x, 1), round(x, 2), round(x, 3), round(x, -1), round(x, -2))
print(round(2.5, None), round(1e300), round(123456789.987654321, 5))
for x in [float("inf"), float("nan")]:
    try:
        print(round(x))
    except (OverflowError, ValueError) as e:
        print(repr(e))
    print(round(x, 2))
