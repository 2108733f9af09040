x = 1
for i in range(1, 101):
    x *= i
print(x)
print(str(x)[:20], len(str(x)))
print(-x)
y = int(str(x))
print(x == y, x is not None)
print(10**100, 10**100 - 1, -(10**50))
print(2**1000)
print(str(2**200), repr(-(2**200)))
