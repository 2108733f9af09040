good = ["1", "1.5", "-1.5", "+2", " 3.5 ", "1e5", "1E-5", ".5", "5.", "1_000.5", "inf", "-Infinity", "NaN", "1e400", "1e-400",
        "0.1", "179769313486231580793e289", "2.4703282292062328e-324", "9007199254740993", "123456789.123456789123456789", "-0"]
for s in good:
    print(repr(s), float(s))
for s in ["", "abc", "1.2.3", "1e", "--1", "0x10", "1 2", "in f", "_1.0", "."]:
    try:
        print(float(s))
    except ValueError as e:
        print(e)
print(float(), float(7), float(True), float(10**20), float(2**53 + 1))
try:
    float(10**400)
except OverflowError as e:
    print(e)
try:
    float(None)
except TypeError as e:
    print(e)
