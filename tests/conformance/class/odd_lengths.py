# Lengths that are none, asked for by len, truth and list().
class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter([1, 2])


def case(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for n in (0, 3, -1, True, 2**31, 2**70, -(2**70), "a", 2.5, None):
    x = Sized(n)
    case(lambda: len(x))
    case(lambda: bool(x))
    case(lambda: 1 if x else 0)
    case(lambda: list(x))
    case(lambda: sorted(x))
    case(lambda: [*x] and "filled")
print("%% of a range" % range(3), "no" % [1], "no" % {}, "no" % b"", "bytes" % bytearray(b"x"))
