for x in [0.0, 1.9, -1.9, 1e10, 1e15, 1e16, 1e18, 1e19, 1e25, -1e25, 0.999999, 2.0**63, 2.0**64, -(2.0**63)]:
    print(x, int(x))
for x in [float("inf"), float("-inf"), float("nan")]:
    try:
        print(int(x))
    except (OverflowError, ValueError) as e:
        print(repr(e))
print(int(), int(True), int(False), int("5"))
try:
    int(None)
except TypeError as e:
    print(e)
try:
    int([1])
except TypeError as e:
    print(e)
