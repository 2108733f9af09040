def noisy(x):
    print("n", x)
    return x


print(any(map(noisy, [0, 1, 2])), all(map(noisy, [1, 0, 2])))
print(any([]), all([]), any([0, None, "", [], {}, 0.0]), all([1, "a", [0], {0: 0}]), any("ab"), all({}), any({0: 1}), all(range(1, 5)), any(range(1)))
for f in (lambda: any(5), lambda: all(), lambda: any(1, 2)):
    try:
        print(f())
    except TypeError as e:
        print(e)
