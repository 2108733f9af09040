import math

for n in (0, 5, 10, 2**61, 2**63, 2**70, 10**30):
    for k in (0, 1, 2, 3, 10, n, n - 1, n + 1):
        try:
            print(n, k, math.comb(n, k), math.perm(n, min(k, 12)) % 10**40)
        except (ValueError, OverflowError) as e:
            print(type(e).__name__)
for n, k in ((-1, 2), (2, -1), (-(2**70), 2**70), (2**70, -(2**70))):
    try:
        print(math.comb(n, k))
    except (ValueError, OverflowError) as e:
        print(e)
print(math.comb(60, 30), math.perm(25), math.comb(2**62, 2**62 - 2), math.perm(10, None))
print("%010.3d|%-10.3d|%+10.3d|%08.3x|%#010.5x|%05.8d|%010.3d" % (65535, -5, 7, 255, 255, 42, -42))
