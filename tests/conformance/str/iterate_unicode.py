s = "naïve café 日本語 😀🎉"
for i, c in enumerate(s):
    print(i, c, ord(c), c.isalpha())
print([chr(i) for i in (65, 233, 26085, 128512, 0x10FFFF)] == ["A", "é", "日", "😀", "\U0010ffff"])
for bad in (-1, 0x110000):
    try:
        chr(bad)
    except ValueError as e:
        print(e)
for bad in ("", "ab"):
    try:
        ord(bad)
    except TypeError as e:
        print(e)
print(s.encode("utf-8"), len(s.encode()), s.encode().decode() == s)
d = {}
for c in s:
    d[c] = d.get(c, 0) + 1
print(d)
