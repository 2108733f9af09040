def f(x):
    print("f", x)
    return x


print(f(1) < f(2) < f(3))
print(f(1) > f(2) > f(3))
print(f(1) < f(5) > f(3) == f(3) != f(4))
print(1 < 2 < 3 < 4, 1 < 3 < 2, 3 > 2 >= 2 != 1, 1 == 1.0 == True, 0 <= 5 <= 10, "a" < "b" <= "b")
x = 5
print(1 < x < 10, not 1 < x < 3, 1 in [1] == True, (1 in [1]) == True, x is x is not None, 1 < x in [5])
print(1 if 0 < x < 3 else 2, [y for y in range(10) if 2 <= y < 5])
if not 0 < x <= 4 and x == 5 == len("hello"):
    print("ok")
