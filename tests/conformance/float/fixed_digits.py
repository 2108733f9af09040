# Fixed digits, exactly rounded, and the shortest ones: around powers of ten, halves and the ends of the quick ways.
values = [0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 0.25, 0.005, 0.015, 0.045, 1.005, 2.675, 1e-5, 9.995, 99.995, 999.9999, 0.05, 0.95,
          0.001, 123.456, 12345678.9, 1e15, 1e16, 1e17, 1e21, 1e22, 1e23, 123456789.123456789, 2.0**52 + 0.5, 2.0**53, 2.0**60,
          2.0**-20, 2.0**-60, 2.0**-63, 2.0**-64, 2.0**-65, 2.0**-100, 1e-300, 5e-324, 1.7976931348623157e308, 1e300, 0.1, 1 / 3, 2 / 3]
for v in values:
    print(repr(v), f"{v:.0f} {v:.1f} {v:.2f} {v:.3f} {-v:.9f} {v:.10f}", "%.2f %.17f %.18f %.25f" % (v, v, v, v), round(v, 2), round(-v, 1))
for k in range(-25, 25):
    v = float("1.2345678901234567e%d" % k)
    print(v, -v, float("1e%d" % k), float("9.5e%d" % k), f"{v:.4f}")
nan, inf = float("nan"), float("inf")
print(f"{nan:.2f} {inf:.2f} {-inf:.1f} {True:.2f} {3:.2f} {10**20:.1f}")
print([str(10**k) for k in range(22)], [str(10**k - 1) for k in range(22)], [str(-(10**k)) for k in range(20)], str(2**61), str(-(2**61)))
