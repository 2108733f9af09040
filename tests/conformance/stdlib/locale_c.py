# The locale "C", which is always there.
import locale

print(locale.setlocale(locale.LC_ALL, "C"), locale.setlocale(locale.LC_NUMERIC))
print(locale.localeconv()["decimal_point"], locale.localeconv()["grouping"], locale.CHAR_MAX)
print(locale.format_string("%.2f and %d", (3.14159, 7)), locale.atof("2.5"), locale.atoi("12"), locale.str(0.1))
print(sorted(["b", "a", "C"], key=locale.strxfrm), locale.strcoll("a", "b"), locale.delocalize("1.5"))
try:
    locale.setlocale(locale.LC_ALL, "xx_YY.nothing")
except locale.Error as error:
    print("Error:", error)
try:
    locale.currency(3)
except ValueError as error:
    print("ValueError:", error)
