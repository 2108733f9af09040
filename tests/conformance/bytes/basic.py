b = b"hello\x00\xff'\"\n\\"
print(b, len(b), b[0], b[-1], b[1:4], b[::-1], [x for x in b])
print(b"" == b"", b"a" + b"b", b"ab" * 3, b"a" < b"b", 104 in b, b"ell" in b, b"zz" in b, b"a" == "a")
print(bytes(3), bytes([1, 2, 255]), bytes(b"x"), bytes("é", "utf-8"), bytes(), bytes(range(5)))
print(b"it's", b'"', b"\t\r\n", b"\x7f\x80", repr(b"a"), str(b"a"), b"con" b"cat", rb"\n", br"\x")
for f in (lambda: bytes([256]), lambda: bytes(-1), lambda: bytes("a"), lambda: b"abc"[5], lambda: b"a" + "b", lambda: bytes([-1]), lambda: bytes(["a"])):
    try:
        print(f())
    except (ValueError, TypeError, IndexError) as e:
        print(repr(e))
try:
    b[0] = 1
except TypeError as e:
    print(e)
d = {b"k": 1, "k": 2}
print(d[b"k"], d["k"], sorted([b"b", b"a", b"", b"\xff"]), max(b"abc"), sum(b"abc"))
