def check(x):
    assert x > 0, f"x must be positive, got {x}"
    assert isinstance(x, int)
    return x


print(check(5))
for bad in (-1, 0, 1.5):
    try:
        check(bad)
    except AssertionError as e:
        print(repr(e), str(e), e.args)
try:
    assert False, (1, 2)
except AssertionError as e:
    print(e.args)
try:
    assert []
except AssertionError as e:
    print(e.args)
grade = 85
print("A" if grade >= 90 else "B" if grade >= 80 else "C", "even" if grade % 2 == 0 else "odd")
f = (lambda: "t") if grade else (lambda: "f")
print(f(), [1, 2, 3][0 if grade > 100 else -1], (1 if True else 2) + 3, 1 if True else 2 + 3)
x = [i if i else "zero" for i in range(3)]
print(x, None if grade else 1)
assert True, print("not evaluated")
