values = [0, 1, -1, 5, -6, 0xFF, -0x100, 2**31, -(2**31), 2**63, -(2**63), 2**64 - 1, 3**50, -(3**50)]
for a in values:
    print(a, ~a)
    for b in values:
        print(a & b, a | b, a ^ b, end=";")
    print()
x = 0b1010
x |= 0b0101
print(x)
x &= 0b1100
print(x)
x ^= -1
print(x)
print(True & 1, True | 2, True ^ 3, ~0)
