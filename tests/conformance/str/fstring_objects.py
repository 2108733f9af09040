class P:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"P({self.x!r})"


class Q:
    def __str__(self):
        return "q-str"

    def __repr__(self):
        return "q-repr"


p = P("a")
q = Q()
print(f"{p} {p!r} {p!s} {q} {q!r} {[p, q]} {(q,)} { {1: q} }")
print(f"{p.x} {p.x!r:>6} {p.x * 3} {str(q)} {repr(q)}", str(p), repr([q]), "%s %r" % (q, q), "{} {!r}".format(q, q))
print(f"{[1, 'a', 2.5, None, True]} {(1,)} {set([1])} {range(3)} {b'x'}")
try:
    print(f"{p:5}")
except TypeError as e:
    print(e)
try:
    print(f"{None:5}")
except TypeError as e:
    print(e)
try:
    print(f"{'s':d}")
except ValueError as e:
    print(e)
