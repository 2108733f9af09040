print(list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1])), list(zip([1, 2], [3, 4], [5, 6])), dict(zip("ab", range(2))))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], 1)), list(enumerate(["x"], start=-1)), [i for i, _ in enumerate("abc")])
print(list(map(lambda x: x + 1, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(map(str, range(3))), list(map(max, [1, 5], [3, 2])))
print(list(filter(None, [0, 1, "", "a", None, []])), list(filter(lambda x: x % 2, range(6))), list(filter(str.isalpha, "a1b")))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1,))), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})))
z = zip([1, 2, 3], [4, 5, 6])
for a, b in z:
    print(a, b)
    if a == 2:
        break
print(list(z), list(z))
m = map(lambda x: print("called", x), [1, 2])
print("lazy")
print(list(m))
print(list(zip([1, 2], [3, 4], strict=True)))
try:
    list(zip([1, 2], [3], strict=True))
except ValueError as e:
    print(e)
pairs = [(1, "a"), (2, "b")]
nums, letters = zip(pairs[0], pairs[1])
print(nums, letters, [list(t) for t in zip([1, 2], [3, 4])])
print(sum(map(lambda x: x * x, range(5))), max(map(len, ["a", "bbb"])), " ".join(map(str, filter(lambda x: x > 1, [1, 2, 3]))))
f = filter(lambda x: x > 2, [1, 2, 3, 4])
print([x for x in f], [x for x in f], list(map(lambda t: t[0] + t[1], zip([1, 2], [3, 4]))), list(enumerate(zip("ab", "cd"))))
for i, (a, b) in enumerate(zip("xy", [1, 2])):
    print(i, a, b)
