"""index() and find() of sequences: what is no int, ranges that are odd, in CPython's order of looking."""


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__)


class Two:
    def __eq__(self, other):
        return other == 2


for case in (
    lambda: range(-3, 3).index(1.0), lambda: range(-3, 3).index(7.0), lambda: range(-3, 3).index("a"),
    lambda: range(0, 10, 2).index(Two()), lambda: range(0).index(Two()), lambda: range(-3, 3).index(10),
    lambda: range(-3, 3).count(1.0), lambda: ().index(3, None), lambda: [].index(3, None), lambda: [3].index(3, 0, None),
    lambda: b"abc".index(2**53, 5e-324), lambda: b"abc".find("a", 1.5), lambda: b"abc".find("a"), lambda: b"abc".count(300),
    lambda: bytearray(b"abc").rfind(98, -2), lambda: str(b"a", 'q"q', frozenset()), lambda: b"a".decode(5, 5),
    lambda: b"a".decode("nothing"), lambda: "a".encode("ascii", 7), lambda: "abc".find("c", None, None),
):
    show(case)
