import math

values = [0.1, 1 / 3, 2 / 3, 1e-5, 123456.789, 1e21, 1e22, 5e-324, 1.7976931348623157e308, 2.0**70, 9007199254740993.0, 0.1 + 0.7, 1e-10, 4.35, 2.675, 1.005]
for v in values:
    text = repr(v)
    assert float(text) == v and float(str(-v)) == -v
    print(text, "%.17g" % v, "%.3e" % v, "%g" % v, f"{v:.1f}"[:20], f"{v:.10g}", float("%.15g" % v) == v)
ints = [0, 7, -7, 2**31, 2**53 + 1, 2**63, -(2**64), 10**30]
for n in ints:
    text = str(n)
    assert int(text) == n and int(f"{n:x}", 16) == n and int(f"{n:b}", 2) == n and int(f"{n:_}") == n
    print(text, f"{n:,}", f"{n:x}", f"{n:+}", float(n), "%d|%8d|%-8d|%08d" % (n, n, n, n))
x = 1.0
while x > 1e-8:
    x /= 7
    print(x, end=" ")
print()
print([math.floor(v) for v in (2.5, -2.5, 1e15 + 0.5)], [float(s) for s in "1e3 1E3 1.e3 .1e-3 1_0.5".split()], 1e16, 1e15, 123456789012345678.0)
