"""Functions that work on lists of ints near the border between small and big ones: masks, shifts, swaps, aliases, slices, indices that
run out. What the compiler proves about such lists, and takes out of their loops, must not change what they compute."""

BORDERS = [0, 1, -1, 2, 255, 2**31 - 1, 2**32 - 1, 2**32, 2**59, 2**60 - 1, 2**60, 2**60 + 1, 2**61 - 2, 2**61 - 1, 2**61, -(2**61), -(2**61) - 1,
           2**62, 2**63 - 1, 2**64, -(2**63)]
MASKS = [1, 255, 2**16 - 1, 2**32 - 1, 2**40 - 1, 2**61 - 1, 2**61, 2**64 - 1]


def number(g, small=70):
    n = g.pick(BORDERS) if not g.chance(small) else g.rng.randrange(-3, 300)
    return str(n) if n >= 0 else f"({n})"


def fresh_list(g):
    return g.pick([
        lambda: "list(range(n))",
        lambda: "[0] * n",
        lambda: f"[i & {g.pick(MASKS)} for i in range(-2, n)]",
        lambda: "[" + ", ".join(number(g, 90) for _ in range(g.rng.randrange(1, 6))) + "]",
        lambda: f"list(range({g.rng.randrange(-4, 4)}, n * 3, {g.rng.randrange(1, 4)}))",
        lambda: f"[{number(g, 80)}, n]",
        lambda: f"[x * {g.pick([1, 3, 2**20, 2**31])} for x in range(n)]",
        lambda: "[b for b in b'\\x00\\x7f\\xff']",
    ])()


def term(g):
    return g.pick(["a[i]", "b[i]", "a[j]", "b[i - 1]", "a[-1]", "t", "i", "j", "n"] + [number(g, 60)])


def value(g):
    x, y, m = term(g), term(g), g.pick(MASKS)
    s = g.rng.randrange(0, 40)
    return g.pick([
        f"({x} + {y}) & {m}", f"({x} * {y} + {term(g)}) & {m}", f"{x} ^ {y}", f"({x} >> {s}) | ({y} << {s}) & {m}", f"{x} - 1", f"{x} + {g.rng.randrange(1, 6)}",
        f"min({x}, {y})", f"~{x} & {m}", f"({x} - {y}) % {g.rng.randrange(1, 99)}", f"{x} + {y}", f"{x} // {g.rng.randrange(1, 9)}", x, f"-{x} & {m}",
    ])


def statement(g, indent):
    a, b = g.pick(["a", "b"]), g.pick(["a", "b"])
    i = g.pick(["i", "j", "i - 1", "0", "-1", "i + 1", "t & 3"])
    lines = g.pick([
        [f"{a}[{i}] = {value(g)}"], [f"{a}[{i}] = {value(g)}"],
        [f"{a}[i], {b}[j] = {b}[j], {a}[i]"],
        [f"t = ({value(g)}) & {g.pick(MASKS)}"], [f"t = {value(g)}", "t = t % 2**70"],
        [f"{a}[{i}] += {number(g)}"],
        [f"if {a}[i] > {number(g, 30)}:", f"    {a}[i] = {number(g)}"],
        [f"if len({a}) < 30:", f"    {a}.append({value(g)})"],
        [f"if i == {g.rng.randrange(5)}:", f"    {a} = {b}{g.pick(['', '[:]', '[1:]'])}"],
        [f"if len({a}) > 3 and i == 2:", f"    t += {a}.pop()"],
        ["j -= 1"], [f"c[i] = c[i] * 0.5 + {a}[i]"],
    ])
    for line in lines:
        g.put(indent, line)


def function(g):
    name = g.fresh("r")
    g.put(0, f"def {name}(n, t):")
    g.put(1, f"a = {fresh_list(g)}")
    g.put(1, f"b = {g.pick(['a', 'a[:]', fresh_list(g), fresh_list(g)])}")
    g.put(1, "c = [0.5] * n")
    g.put(1, "try:")
    for _ in range(g.rng.randrange(1, 4)):
        form = g.rng.randrange(3)
        g.put(2, "j = n - 1")
        if form == 2:
            g.put(2, "i = 0")
            g.put(2, "while i < j:")
        else:
            g.put(2, f"for i in range({g.pick(['n', 'len(a)', 'len(b)', '1, n', '16'])}):")
        for _ in range(g.rng.randrange(1, 5)):
            statement(g, 3)
        if form == 2:
            g.put(3, "i += 1")
        elif g.chance(25):
            g.put(3, "for j in range(n):")
            statement(g, 4)
    for error in ("IndexError", "ZeroDivisionError", "OverflowError"):
        g.put(1, f"except {error} as e:")
        g.put(2, f"print('{error}', a, b, t, c)")
    g.put(1, "print(a, b, t, c, len(a))")
    g.put(1, "return a")
    g.lines += ["", ""]
    for _ in range(2):
        g.put(0, f"print({name}({g.rng.randrange(1, 9)}, {number(g)}))")
    if g.chance(30):
        g.put(0, f"print(sorted({name}(4, 1)))")
    g.lines += ["", ""]
