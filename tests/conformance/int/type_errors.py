def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print(e)


attempt(lambda: 1 + "a")
attempt(lambda: "a" + 1)
attempt(lambda: 1 - None)
attempt(lambda: [1] - [1])
attempt(lambda: 1 < "a")
attempt(lambda: None < 1)
attempt(lambda: -"a")
attempt(lambda: ~1.5)
attempt(lambda: 1 & 1.0)
attempt(lambda: 1 << 1.0)
attempt(lambda: abs("x"))
attempt(lambda: {} + {})
attempt(lambda: (1,) + [2])
attempt(lambda: [2] + (1,))
attempt(lambda: "a" * 1.5)
attempt(lambda: "a" * "b")
attempt(lambda: [1] * [2])
attempt(lambda: 5 % "x")
attempt(lambda: 2 ** "x")
attempt(lambda: pow(2.0, 3, 5))
attempt(lambda: divmod("a", 2))
attempt(lambda: round("x"))


def not_a_list(x):
    return x[0]


attempt(lambda: not_a_list(1))
attempt(lambda: len(5))
attempt(lambda: ord("ab"))
attempt(lambda: chr("a"))
attempt(lambda: sum("ab"))
attempt(lambda: sum(["a", "b"]))
attempt(lambda: max(1))
attempt(lambda: sorted(5))
attempt(lambda: min(1, "a"))
