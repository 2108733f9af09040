print(1.5 + 2, 2 - 0.5, 3 * 0.1, 7.0 / 2, 7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2))
print(1e308 * 10, -1e308 * 10, 1e-320 / 1e10, 1e308 + 1e308)
inf = float("inf")
print(inf - inf, inf * 0, inf + 1, -inf, inf == inf, inf > 1e308)
print(5.0 % inf, -5.0 % inf, 5.0 // inf, -5.0 // inf, 0.0 % 3, -0.0 % 3)
print(2.0**10, 2.0**-1, (-8.0) ** 3, 0.0**0, inf**0, 1.0**inf)
try:
    print(10.0**400)
except OverflowError as e:
    print(isinstance(e, ArithmeticError))
print(0.1 + 0.2 == 0.3, 0.1 + 0.2, 1.1 * 1.1, 1e16 + 1, 0.1 * 10)
x = 1.0
x += 1
x *= 3
x -= 0.5
x /= 2
x //= 1
x **= 3
x %= 5
print(x)
