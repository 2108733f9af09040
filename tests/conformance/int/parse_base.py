print(int("ff", 16), int("0xFF", 16), int("-0b101", 2), int("0o17", 8), int("zz", 36), int("11", 2))
print(int("0x1f", 0), int("0b11", 0), int("0o7", 0), int("42", 0), int("1_0", 0))
print(int("ffffffffffffffffffff", 16), int("1" * 100, 2))
for s, b in [("8", 8), ("2", 2), ("g", 16), ("0x", 16), ("010", 0), ("", 10), ("z", 35)]:
    try:
        print(int(s, b))
    except ValueError as e:
        print(e)
for b in (1, 37, -1):
    try:
        print(int("1", b))
    except ValueError as e:
        print(e)
print(int("12", base=5))
