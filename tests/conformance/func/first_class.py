def apply(f, values):
    return [f(v) for v in values]


def square(x):
    return x * x


table = {"square": square, "neg": lambda x: -x, "str": str, "len": len, "abs": abs, "float": float}
for name in sorted(table):
    f = table[name]
    try:
        print(name, f(3))
    except TypeError as e:
        print(name, e)
print(apply(square, [1, 2]), apply(lambda s: s.upper(), "ab"), apply(str, [1, None]), apply([10, 20, 30].pop, [0, 0]))
ops = [("+", lambda a, b: a + b), ("*", lambda a, b: a * b), ("//", lambda a, b: a // b)]
print([(s, f(7, 3)) for s, f in ops], [f("a", 2) if s == "*" else None for s, f in ops])


def pipeline(value, steps):
    for step in steps:
        value = step(value)
    return value


print(pipeline(" Hello ", [str.strip, str.lower, len, lambda n: n * 1.5, int, range, list]))
f = square
print(f is square, f == square, f(4), [square, abs][0](5), (lambda: (lambda: 7))()()())if False else print(f(4))
choose = square if len("ab") == 2 else abs
print(choose(6))


def outer(kind):
    if kind == "a":

        def inner():
            return "inner a"

    else:

        def inner():
            return "inner b"

    return inner


print(outer("a")(), outer("b")())


def nothing():
    pass


def bare():
    return


print(nothing(), bare(), [nothing()])
