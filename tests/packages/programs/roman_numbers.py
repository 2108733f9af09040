# roman: there and back.
import roman

print([roman.toRoman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026, 4999)])
print([roman.fromRoman(text) for text in ("I", "IV", "MCMXCIV", "MMXXVI")])
print(all(roman.fromRoman(roman.toRoman(n)) == n for n in range(1, 2000)))
for wrong in ("IIII", "", "VX"):
    try:
        roman.fromRoman(wrong)
    except roman.InvalidRomanNumeralError as error:
        print(error)
try:
    roman.toRoman(0)
except roman.OutOfRangeError as error:
    print(error)
