# Texts of numbers: short ones, long ones, and what is none.
import random
random.seed(5)
bad = 0
texts = ["0", "-0", "0.0", "-0.0", ".5", "5.", "-.5", "-", ".", "", "1_0", "1__0", " 7 ", "\x1c7", "1e5", "123456789012345", "1234567890123456", "999999999999999", "0.000000000000001", "0.1", "0.3", "1.15", "2.675", "-99.99", "+1", "+", "1.2.3", "\u0663", "\xb2", "inf", "-nan", "Infinity", "0x1p3", "12a", "1 2", "123456789012345678", "1234567890123456789", "999999999999999999999", "-5", "007", "0_0"]
for text in texts:
    for maker in (float, int):
        try:
            print(maker.__name__, repr(text), repr(maker(text)))
        except ValueError as error:
            print(maker.__name__, error)
total = 0
for _ in range(3000):
    digits = "".join(random.choice("0123456789") for _ in range(random.randrange(1, 17)))
    at = random.randrange(len(digits) + 1)
    text = random.choice(["", "-"]) + digits[:at] + random.choice([".", "."]) + digits[at:]
    total = (total * 31 + hash(float(text)) + len(repr(float(text)))) % 1000000007
    total = (total * 31 + int(digits)) % 1000000007
print(total)
