print([2**i for i in range(0, 130, 7)])
print([(-3) ** i for i in range(20)])
print(0**0, 0**5, 1**1000, (-1) ** 1001)
print(2**-1, 4**-2, (-2) ** -3, 10**-3)
print(pow(3, 200, 1000007), pow(2, 10), pow(5, 0, 7), pow(5, 3, 1), pow(-5, 3, 7), pow(5, 3, -7))
print(pow(3, -1, 7), pow(10, -2, 17))
try:
    print(pow(2, -1, 4))
except ValueError as e:
    print(repr(e))
try:
    print(pow(2, 3, 0))
except ValueError as e:
    print(repr(e))
try:
    print(0**-1)
except ZeroDivisionError:
    print("zero")
print(7**77)
print(2**0.5, 4**0.5, 9.0**2, 2**1.0)
print(-2**2, (-2)**2, 2**3**2, 2**-2)
