from roman_numerals import RomanNumeral
print(RomanNumeral(1999), RomanNumeral.from_string("MCMXCIX"), int(RomanNumeral(4)), RomanNumeral(9).to_lowercase(), RomanNumeral(3) < RomanNumeral(5))
