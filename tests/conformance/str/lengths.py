# Every length around the blocks of 4, 8 and 16 bytes: copies, comparisons, hashes, searches, case, stripping.
def text(n, last):
    return ("abcdefghijklmnopqrstuvwxyz" * 20)[:n] + last


lengths = list(range(0, 36)) + [63, 64, 65, 127, 128, 255, 256, 257, 300]
for last in ("", "Z", "é", "ж", "𐐀", "\ud800"):
    found = {}
    for n in lengths:
        a = text(n, last)
        b = text(n // 2, "") + a[n // 2 :]
        found[a] = n
        assert a == b and hash(a) == hash(b) and found[b] == n and (a + "!") != (b + "?")
        assert ("!" + a)[1:] == a and (a + a)[: len(a)] == a and a.join(["", ""]) == a
        assert (a + "x" + a).find("x" + a, n) == len(a) if n else True
        for i in range(0, len(a), 7):
            c = a[:i] + "~" + a[i + 1 :]
            assert c != a and c not in found and c.find("~") == i and c.rfind("~") == i
            assert c.replace("~", a[i]) == a and (c < a) == ("~" < a[i]) and c.count("~") == 1
            assert c.split("~") == [a[:i], a[i + 1 :]] and ("x" * 40 + c).find("~" + a[i + 1 :]) == 40 + i
            d = a[:i] + "QR" + a[i + 1 :]
            assert d.lower() == (a[:i] + "qr" + a[i + 1 :]).lower() and d.find("QR") == i and d.find("QS") == -1
        assert a.upper().lower() == a.lower() and ("  " + a + " \n").strip() == a and (",," + a + ",").strip(",") == a
        assert a == "" or (",," + a + ",").lstrip(",") == a + "," and (",," + a + ",").rstrip(",") == ",," + a
        assert " ".join([a, a, a]).split() == ([a, a, a] if a else [])
    print(len(found), len(last), [len(k) for k in found][:3])
print("".join([]), "".join(["", "a", ""]), "".join(["é", ""]), "ж".join(["a"]), "ж".join(["a", "b"]), repr("".join(["", ""])))
print(",".join(["", ""]), "é".join(["a", "b"]).isascii(), "".join(["a", "b"]).isascii(), len("-".join([str(i) for i in range(1000)])))
print("{@[`AZaz}".lower(), "{@[`AZaz}".upper(), "A".lower(), "".upper(), ("{@[`AZaz}" * 3).lower(), ("{@[`AZaz}" * 3).upper())
print("\x7f\x80 Ä".lower(), "abc def\x85ghi".split(), "a\x1cb\x1fc".split(), "\x1c a \x1f".strip() == "a")
keys = {"a": 1, 1: "one", (1, 2): "t", "b": 2, 2.5: "f"}
print(keys["a"], keys.get("b"), keys.get("c"), keys[1], keys[(1, 2)], keys[2.5], keys.get(1.0), "1" in keys)


class Key:
    def __init__(self, text):
        self.text = text

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if self.text == "raise":
            raise ValueError("eq")
        return isinstance(other, Key) and self.text == other.text


mixed = {Key("a"): 1, "x": 2, 7: 3}
print(mixed[Key("a")], mixed["x"], mixed[7], Key("b") in mixed)
try:
    print(mixed[Key("raise")])
except ValueError as e:
    print("ValueError", e)
