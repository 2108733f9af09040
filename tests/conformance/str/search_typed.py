# find, index, startswith, endswith where all is known to be str: starts of every kind, wide characters.
TEXTS = ["", "a", "abcabc", "aaaa", "naïve – naïve", "日本語日本", "x😀y😀", "a,b,,c", "q" * 40 + "needle" + "q" * 40]
NEEDLES = ["", "a", "abc", "bc", "ï", "本", "😀", ",", "needle", "qn", "日本語日本語"]
STARTS = [0, 1, 2, 5, 6, 7, 50, -1, -3, -6, -7, -100, 2**31, -(2**31), 2**63, -(2**63), 2**100, -(2**100)]


def position(text, needle, start):
    try:
        return text.index(needle, start)
    except ValueError as error:
        return str(error)


def count_fields(line):
    at = fields = 0
    while True:
        end = line.find(",", at)
        fields += 1
        if end < 0:
            return fields, at
        at = end + 1


def main():
    for text in TEXTS:
        row = []
        for needle in NEEDLES:
            found = [text.find(needle, start) for start in STARTS]
            begins = [text.startswith(needle, start) for start in STARTS]
            row.append((found.count(-1), sum(found), begins.count(True)))
            assert (needle in text) == (text.find(needle) >= 0)
            assert text.startswith(needle) == (text[: len(needle)] == needle)
            assert text.endswith(needle) == (text[len(text) - len(needle) :] == needle and len(needle) <= len(text))
            for start, at, is_there in zip(STARTS, found, begins):
                assert position(text, needle, start) == (at if at >= 0 else "substring not found")
                assert not is_there or start >= len(text) or start < -len(text) or text[start:].startswith(needle)
        print(repr(text[:12]), row)
    print([count_fields(line) for line in TEXTS])
    print("abc".find("c", True), "abc".startswith("b", True), "abc".index("a", False))
    print("abc".find("c", 0, 2), "abc".startswith("b", 1, 1), "abc".endswith("b", 0, 2), "abc".find("b", None))
    print("abc".startswith(("x", "ab")), "abc".endswith(("bc", "x")), "abc".startswith(()))
    for wrong in (lambda: "abc".startswith(1), lambda: "abc".find("a", "b")):
        try:
            wrong()
        except TypeError as error:
            print(type(error).__name__, error)
    "abc".index("x", 1)


main()
