for base in (1, -1, 3, -3, 255, -256, 2**31, -(2**31), 2**62, -(2**63), 2**100 + 1):
    print([base << n for n in (0, 1, 5, 29, 31, 32, 33, 62, 63, 64, 100)])
    print([base >> n for n in (0, 1, 5, 29, 31, 32, 33, 62, 63, 64, 100, 1000)])
try:
    print(1 << -1)
except ValueError as e:
    print(repr(e))
try:
    print(1 >> -1)
except ValueError as e:
    print(repr(e))
print(0 << 5, 0 >> 5)
x = 1
x <<= 70
x >>= 68
print(x)
