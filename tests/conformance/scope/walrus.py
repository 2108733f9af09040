data = [1, 5, 2, 8, 3]
if (n := len(data)) > 3:
    print("long", n)
while (last := data.pop()) != 5:
    print("popped", last)
print(last, data)
print([y := 1, y ** 2, y + 3], y)


def search(words):
    for word in words:
        if (at := word.find("x")) >= 0 and (rest := word[at:]):
            return word, at, rest
    return None, at


print(search(["abc", "taxi"]), search(["abc"]))


def comprehension(items):
    total = 0
    sums = [total := total + item for item in items]
    kept = [half for item in items if (half := item / 2) > 1]
    any_big = any((big := item) > 3 for item in items[:4])
    return sums, total, kept, half, any_big, big


print(comprehension([1, 2, 3, 4, 5]))
squares = {k: (v := k * k) for k in range(4)}
print(squares, v)


def optional(table, key):
    if (found := table.get(key)) is not None:
        return found + 1
    return found


print(optional({"a": 1}, "a"), optional({"a": 1}, "b"))


def short(flag):
    flag and (x := "set")
    try:
        return x
    except UnboundLocalError as error:
        return str(error)


print(short(True), short(False))


def changes_kind(count):
    while (value := count if count > 1 else str(count)) != "0":
        print(repr(value), end=" ")
        count -= 1
    return value


print(changes_kind(3))
print((lambda: (z := 4) + z)())


def closure():
    fs = []
    for i in range(3):
        if (j := i * 10) >= 0:
            fs.append(lambda: j)
    return [f() for f in fs]


print(closure())
print(f"{(w := 3)} {w:>{w}}", w)
print(max((m := 3), 2), m)
