for x in [0.0, 1.0, -2.5, 0.1, 1e300, 1e-300, float("inf"), float("nan")]:
    print(x, x.is_integer(), x.hex(), x.conjugate())
print((0.5).as_integer_ratio(), (-2.25).as_integer_ratio(), (0.1).as_integer_ratio(), (1e20).as_integer_ratio())
for x in [float("inf"), float("nan")]:
    try:
        x.as_integer_ratio()
    except (OverflowError, ValueError) as e:
        print(repr(e))
print(float.fromhex("0x1.8p+1"), float.fromhex("-0x.4p0"), float.fromhex("inf"), (2.0).real, (2.0).imag)
