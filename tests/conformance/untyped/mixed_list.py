items = [1, "two", 3.0, None, True, [4, "five"], (6,), {"seven": 7}, {8}, b"nine", 2**70, lambda: 10]
for x in items[:-1]:
    if isinstance(x, str):
        print("str", x.upper())
    elif isinstance(x, bool):
        print("bool", not x)
    elif isinstance(x, (int, float)):
        print("num", x * 2, x + 0.5)
    elif isinstance(x, (list, tuple, dict, set, bytes)):
        print("sized", len(x), [y for y in x])
    else:
        print("other", x)
print(items[-1]())
total = 0
text = ""
for x in items[:5]:
    try:
        total += x
    except TypeError as e:
        print(e)
    text += str(x) + ","
print(total, text)
a = [1, 2]
a.append("x")
a[0] = None
a.extend([2.5, []])
print(a, a[1] + 1, a[2] + "!", a[3] / 2, a[4] + [1], a.index("x"), a.count(None))
b = [[1, 2], ["a"], []]
b[2].append(1.5)
b.append("str")
print([len(x) for x in b], b)
print([1, "a", None] + [2.5], [0] * 2 + ["z"], (1, "b")[1], [x for x in (1, "1", 1.0) if x == 1])
