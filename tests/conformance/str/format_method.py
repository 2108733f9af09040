print("{} {}".format(1, "a"), "{0} {1} {0}".format("x", "y"), "{name}={value!r}".format(name="n", value="v"))
print("{:>5}|{:<5}|{:^5}|{:*^7}".format(1, 2, 3, 4), "{:d} {:x} {:b} {:o} {:c}".format(10, 255, 5, 8, 65))
print("{0[0]} {0[1]} {1[k]}".format([1, 2], {"k": "v"}), "{{}} {{{}}}".format(5), "{!s} {!r} {!a}".format("é", "é", "é"))
print("{:{}}|{:{w}.{p}f}".format("a", 5, 3.14159, w=8, p=2), "{:,} {:_} {:+}".format(1234567, 1234567, 5))
print("{:s} {:10s}|{:.2s}".format("abc", "abc", "abc"), "{:%}".format(0.25), "{}".format(None), "{}".format([1, "a"]))


class P:
    def __init__(self):
        self.x = 3
        self.name = "pn"

    def __str__(self):
        return "P!"


print("{0.x} {0.name} {0}".format(P()), "{p.x:05d}".format(p=P()))


def attempt(f):
    try:
        print(f())
    except (ValueError, KeyError, IndexError, TypeError) as e:
        print(repr(e))


attempt(lambda: "{} {}".format(1))
attempt(lambda: "{x}".format(y=1))
attempt(lambda: "{".format(1))
attempt(lambda: "}".format(1))
attempt(lambda: "{} {0}".format(1))
attempt(lambda: "{:d}".format("s"))
attempt(lambda: "{:s}".format(5))
attempt(lambda: "{:x}".format(1.5))
attempt(lambda: "{:5}".format([1]))
attempt(lambda: "{:y}".format(5))
attempt(lambda: "{!z}".format(5))
print("{a} {b}".format_map({"a": 1, "b": 2}))
