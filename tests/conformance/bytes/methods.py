b = b"  Hello, World  "
print(b.strip(), b.lstrip(), b.rstrip(), b.upper(), b.lower(), b.swapcase(), b.title(), b.strip().capitalize())
print(b.split(), b.split(b","), b"a,b,c".split(b",", 1), b"a,b,c".rsplit(b",", 1), b"a\nb\r\nc".splitlines(), b"k=v".partition(b"="))
print(b.find(b"World"), b.find(b"x"), b.index(b"l"), b.rfind(b"l"), b.count(b"l"), b.find(111), b.startswith(b"  "), b.endswith(b" "))
print(b.replace(b"l", b"L"), b.replace(b"l", b"", 1), b", ".join([b"a", b"b"]), b"ab".center(6, b"*"), b"ab".ljust(4) + b"|", b"7".zfill(3))
print(b"abc".isalpha(), b"123".isdigit(), b"a1".isalnum(), b" ".isspace(), b"AB".isupper(), b"ab".islower(), b"abc".isascii(), b"Ab".istitle())
print(b"\x01\xab".hex(), b"\x01\xab\xcd".hex("-"), bytes.fromhex("01 ab CD"), b"abc".decode(), b"a\tb".expandtabs(4))
print(b"abc".translate(bytes(range(256))), b"abc".translate(None, b"b"), b"prefix-x".removeprefix(b"prefix-"), b"x.py".removesuffix(b".py"))
for f in (lambda: b"a".index(b"z"), lambda: bytes.fromhex("0g"), lambda: b"a".replace("a", "b"), lambda: b",".join(["a"]), lambda: b"a".find("a")):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(repr(e))
