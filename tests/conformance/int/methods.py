for n in [0, 1, -1, 2, 3, 7, 8, 255, 256, -256, 2**31, 2**63 - 1, 2**63, 2**64, -(2**64), 10**30]:
    print(n, n.bit_length(), n.bit_count(), n.is_integer() if False else "")
print((1024).to_bytes(2, "big"), (1024).to_bytes(10, "little"), (-1).to_bytes(4, "big", signed=True))
print((0).to_bytes(1, "big"), (2**64).to_bytes(9, "big"))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\x04\x00", "little"))
print(int.from_bytes(b"\xff\xff", "big", signed=True), int.from_bytes(b"\xff" * 12, "little"))
try:
    (256).to_bytes(1, "big")
except OverflowError as e:
    print(e)
try:
    (-1).to_bytes(1, "big")
except OverflowError as e:
    print(e)
print((5).conjugate(), (5).numerator, (5).denominator, (5).real, (5).imag)
