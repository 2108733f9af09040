print(7 / 2, -7 / 2, 6 / 3, 1 / 3, 0 / 5, -0 / 5)
print(2**53 / 1, (2**53 + 1) / 1, (2**53 + 3) / 2)
print(10**400 / 10**399, 10**30 / 7, -(10**40) / 10**20)
try:
    print(10**400 / 3)
except OverflowError as e:
    print(repr(e))
print(1 / 10**400)
print(3 / 10**20, 1 / 2**1074, 1 / 2**1080)
x = 9
x /= 3
print(x)
