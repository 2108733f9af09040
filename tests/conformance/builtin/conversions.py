print(list("abc"), list((1, 2)), list({3: 4}), list({7}), list(range(3)), list(b"ab"), list(), tuple([1]), tuple("ab"), tuple({1: 2}))
print(set("a"), set([1, 1]), set(()), dict([("a", 1)]), dict({"a": 1}), dict(zip("ab", [1, 2])), dict(["ab", "cd"]))
print(str(1), str(1.0), str(None), str([1, "a"]), int("5"), int(5.9), int("-7"), float("1.5"), float(2), bool("False"), bool(0))
print(bytes([65, 66]), bytes(2), bytes("é", "utf8"), int(b"12"), float(b"1.5"))
x = [1, 2]
y = list(x)
y.append(3)
print(x, y, list(y) == y, list(y) is y, tuple(y) == (1, 2, 3), dict({}) == {})
t = (1, 2)
print(tuple(t) is t, list(map(int, "123")), list(map(float, ["1", "2.5"])), [bool(v) for v in (0, 1, "", "a")])
for f in (lambda: int("a"), lambda: int(None), lambda: float([]), lambda: list(1), lambda: tuple(None), lambda: dict([1, 2]), lambda: dict(["abc"]),
          lambda: set(1), lambda: bytes("a"), lambda: int("1", 2, 3), lambda: str(b"a", "utf-8", "strict", 1), lambda: int(1.5, 10)):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(e)
