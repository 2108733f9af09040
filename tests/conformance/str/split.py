print("a b c".split(), "  a  b  ".split(), "".split(), "   ".split(), "a\tb\nc".split())
print("a,b,,c".split(","), "".split(","), ",".split(","), "abc".split("x"), "a--b--c".split("--"))
print("a b c d".split(None, 2), "a,b,c,d".split(",", 2), "  a b c ".split(None, 1), "a,b".split(",", 0), "a b".split(maxsplit=0))
print("a b c d".rsplit(None, 2), "a,b,c,d".rsplit(",", 1), " a b ".rsplit(), "a,b,c".rsplit(",", maxsplit=-1))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\n\nb\n".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines())
print("key=value=x".partition("="), "none".partition("="), "key=value=x".rpartition("="), "none".rpartition("="))
try:
    "a".split("")
except ValueError as e:
    print(e)
try:
    "a".split(1)
except TypeError as e:
    print(e)
print("a\u00a0b\u2003c".split(), "日本,東京".split(","))
