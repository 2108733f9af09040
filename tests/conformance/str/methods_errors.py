def attempt(f):
    try:
        print(f())
    except (TypeError, AttributeError, ValueError, IndexError) as e:
        print(repr(e))


attempt(lambda: "a".foo())
attempt(lambda: "a".upper(1))
attempt(lambda: "a".replace("a"))
attempt(lambda: "a".startswith(1))
attempt(lambda: "a".join(1))
attempt(lambda: "abc".find(1))
attempt(lambda: "a"["b"])
attempt(lambda: "abc".index("x"))
attempt(lambda: "abc".strip(5))
attempt(lambda: "a" + None)
attempt(lambda: "a".split("b", "c"))
attempt(lambda: "a".ljust("x"))
attempt(lambda: "a".zfill(None))
s = "abc"
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
try:
    s.attr = 1
except AttributeError as e:
    print(e)
