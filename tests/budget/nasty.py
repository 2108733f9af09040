"""Programs that a compiler could take too long for: each a function of a size, whose time and output should grow with it."""


def nested_loops(size):
    """Loops in loops, with variables that hand their types on from level to level."""
    lines = ["def f(n):"] + ["    v%d = %s" % (i, i) for i in range(size)]
    depth = min(size, 18)
    for level in range(depth):
        lines.append("%sfor i%d in range(2):" % ("    " * (level + 1), level))
        lines.append("%sv%d = v%d" % ("    " * (level + 2), level, (level + 1) % size))
    for i in range(size):
        lines.append("%sv%d = [v%d, 1.5][n]" % ("    " * (depth + 1), i, (i * 7 + 1) % size))
    return "\n".join(lines + ["    return v0", "print(f(0))"])


def nested_while(size):
    lines = ["def f(a, b, c):"]
    for level in range(min(size, 18)):
        lines.append("%swhile a > %d:" % ("    " * (level + 1), level))
        lines.append("%sa, b, c = b, c, a - 1" % ("    " * (level + 2)))
        lines.append("%sif a == 3: break" % ("    " * (level + 2)))
        lines.append("%sif a == 5: continue" % ("    " * (level + 2)))
    return "\n".join(lines + ["    return a", "print(f(1, 2.5, 'x'))"])


def nested_try(size):
    lines = ["def f(a):"]
    depth = 10
    for level in range(depth):
        lines.append("%stry:" % ("    " * (level + 1)))
        lines.append("%sa += %d" % ("    " * (level + 2), level))
    lines.append("%sa //= a" % ("    " * (depth + 1)))
    for level in reversed(range(depth)):
        lines.append("%sexcept ZeroDivisionError:" % ("    " * (level + 1)))
        lines.append("%sa = 'x%d'" % ("    " * (level + 2), level))
        lines.append("%sfinally:" % ("    " * (level + 1)))
        lines.append("%sprint(a)" % ("    " * (level + 2)))
    return "\n".join(lines + ["    return a", "print(f(0))"])


def nested_finally(size):
    """A finally part in a finally part: each is compiled for every way into it."""
    lines = ["def f(a):"]
    for level in range(7):
        lines.append("%stry:" % ("    " * (level + 1)))
        lines.append("%sa += %d" % ("    " * (level + 2), level))
        lines.append("%sfinally:" % ("    " * (level + 1)))
    lines.append("%sprint(a)" % ("    " * (7 + 1)))
    return "\n".join(lines + ["    return a", "print(f(0))"])


def returns_in_with(size):
    lines = ["import contextlib", "def f(a):"]
    for level in range(8):
        lines.append("%swith contextlib.suppress(ValueError):" % ("    " * (level + 1)))
    for i in range(size):
        lines.append("%sif a == %d: return %d" % ("    " * 9, i, i * i))
    return "\n".join(lines + ["print(f(3))"])


def long_function(size):
    lines = ["def f(a, b):"]
    for i in range(size):
        lines.append("    x%d = a + %d * b" % (i % 200, i))
        if i % 5 == 0:
            lines.append("    if x%d > %d: a = a + x%d" % (i % 200, i, (i * 3) % min(i + 1, 200)))
    return "\n".join(lines + ["    return a + b", "print(f(1, 2))"])


def long_module(size):
    lines = []
    for i in range(size):
        lines.append("g%d = %s" % (i, ["%d" % i, "'s%d'" % i, "[%d]" % i, "{'a': g%d}" % max(i - 1, 0)][i % 4 if i else 0]))
        if i % 10 == 9:
            lines.append("if g%d: g%d = [g%d]" % (i - 9, i - 9, i - 1))
    return "\n".join(lines + ["print(len(str(g0)))"])


def many_functions(size):
    lines = []
    for i in range(size):
        lines.append("def f%d(x, y=%d):\n    z = x + y\n    return z if y > 3 else f%d(z, y + 1)" % (i, i, max(i - 1, 0)))
    return "\n".join(lines + ["print(f%d(1))" % (size - 1)])


def mutual_recursion(size):
    """Every function calls every other one near it, with arguments of other kinds."""
    kinds = ["x", "[x]", "(x, 1)", "str(x)", "{1: x}", "1.5"]
    lines = []
    for i in range(size):
        lines.append("def f%d(n, x):\n    if n <= 0: return x" % i)
        for k in range(1, 5):
            lines.append("    x = f%d(n - 1, %s)" % ((i * k + k) % size, kinds[(i + k) % len(kinds)]))
        lines.append("    return x")
    return "\n".join(lines + ["print(len(str(f0(3, 1))))"])


def many_classes(size):
    lines = []
    for i in range(size):
        base = "(C%d)" % (i // 2) if i else ""
        lines.append("class C%d%s:\n    def __init__(self, x):\n        self.a%d = x\n        self.next = None" % (i, base, i))
        lines.append("    def go(self, other):\n        self.next = other\n        return other.a%d if isinstance(other, C%d) else self.go2(other)" % (i, i))
        lines.append("    def go2(self, x):\n        self.a%d = x.next\n        return x" % i)
    lines.append("all = [%s]" % ", ".join("C%d(%s)" % (i, ["1", "'x'", "2.5", "None"][i % 4]) for i in range(size)))
    return "\n".join(lines + ["for x in all:\n    x.go(all[0])\nprint(len(all))"])


def wide_unions(size):
    lines = ["class C%d:\n    def m(self, o): return o.m2(self)\n    def m2(self, o): return %d" % (i, i) for i in range(size)]
    lines.append("def pick(n):")
    for i in range(size):
        lines.append("    if n == %d: return C%d()" % (i, i))
    return "\n".join(lines + ["    return [n]", "x = pick(1)", "print(x.m(pick(0)))"])


def deep_expression(size):
    return "x = 1\nprint(" + "(" * min(size, 90) + "x" + " + 1)" * min(size, 90) + ")"


def long_sum(size):
    return "x = 1\ny = 'a'\nprint(" + " + ".join(["x", "2"] * size) + ")\nprint(len(" + " + ".join(["y", "'bc'"] * size) + "))"


def long_and(size):
    return "def f(x):\n    return " + " and ".join("x != %d" % i for i in range(size)) + "\nprint(f(-1))"


def long_elif(size):
    lines = ["def f(x):", "    if x == -1: r = 0"]
    lines += ["    elif x == %d: r = %s" % (i, ["1", "'a'", "2.5", "[x]", "None"][i % 5]) for i in range(size)]
    return "\n".join(lines + ["    else: r = x", "    return r", "print(f(7))"])


def long_match(size):
    lines = ["def f(x):", "    match x:"]
    lines += ["        case [%d, y]: return y" % i if i % 2 else "        case {'k': %d, **rest}: return rest" % i for i in range(size)]
    return "\n".join(lines + ["        case _: return None", "print(f([1, 5]))"])


def big_list(size):
    return "x = [" + ", ".join(str(i) for i in range(size)) + "]\nprint(len(x), sum(x))"


def big_mixed_list(size):
    items = ["%d", "'%d'", "(%d, 2)", "[%d]", "{%d: 1}", "None if x else %d"]
    return "x = 0\ny = [" + ", ".join(items[i % 6] % i for i in range(size)) + "]\nprint(len(y))"


def big_dict(size):
    return "x = {" + ", ".join("'k%d': [%d, {'a': %d}]" % (i, i, i) for i in range(size)) + "}\nprint(len(x))"


def big_call(size):
    return "def f(*a): return len(a)\nprint(f(" + ", ".join(str(i) for i in range(size)) + "))\nprint(max(" + \
        ", ".join(str(i) for i in range(size)) + "))"


def big_string(size):
    return "x = '''" + "abc\n" * size * 10 + "'''\nprint(len(x))\nprint(len(f'''" + "{x}y" * size + "'''))"


def big_int(size):
    return "x = " + "7" * min(size, 4000) + "\nprint(x % 1000007)"


def many_lambdas(size):
    lines = ["fs = []"]
    lines += ["fs.append(lambda x, y=%d: (x, y, %s))" % (i, "fs[%d](x)" % (i - 1) if i else "0") for i in range(size)]
    return "\n".join(lines + ["print(len(str(fs[3](1))))"])


def nested_functions(size):
    lines, depth = [], min(size, 18)
    for level in range(depth):
        lines.append("%sdef f%d(x%d):" % ("    " * level, level, level))
        lines.append("%sy%d = [x%d]" % ("    " * (level + 1), level, level))
    lines.append("%sreturn %s" % ("    " * depth, " + ".join("y%d" % i for i in range(depth))))
    for level in reversed(range(1, depth)):
        lines.append("%sreturn f%d(y%d)" % ("    " * level, level, level - 1))
    return "\n".join(lines + ["print(len(f0(1)))"])


def nested_comprehension(size):
    inner = "i0"
    for level in range(min(size, 15)):
        inner = "[%s for i%d in range(2)]" % (inner, level)
    return "print(len(%s))" % inner


def containers_that_meet(size):
    """Lists that are put into each other: types that would grow without end."""
    size = min(size, 400)
    lines = ["def f(n):"] + ["    a%d = []" % i for i in range(size)]
    for i in range(size):
        lines.append("    a%d.append(a%d)\n    a%d.append((n, a%d))" % (i, (i * 7 + 1) % size, i, (i * 3 + 2) % size))
        lines.append("    if n: a%d = {n: a%d}" % (i, (i + 1) % size))
    return "\n".join(lines + ["    return a0", "print(len(f(0)))"])


def growing_tuple(size):
    lines = ["def f(n):\n    t = ()\n    for i in range(n):"]
    lines += ["        t = (t, %d)\n        u = (t, t, [t])" % i for i in range(size)]
    return "\n".join(lines + ["    return t", "print(len(str(f(1))))"])


def generators(size):
    lines = ["def g0(x):\n    yield x"]
    lines += ["def g%d(x):\n    for y in g%d([x]):\n        yield y\n        z = yield (y, x)\n        if z: yield from g%d(z)" %
              (i, i - 1, i // 2) for i in range(1, size)]
    return "\n".join(lines + ["print(len(list(g5(1))))"])


def call_tree(size):
    """Two calls each of the next one, with other kinds of arguments: 2**size paths."""
    lines = ["def f0(x, y): return (x, y)"]
    lines += ["def f%d(x, y): return f%d([x], y), f%d(y, x)" % (i, i - 1, i - 1) for i in range(1, size)]
    return "\n".join(lines + ["print(len(f%d(1, 'a')))" % min(size - 1, 8)])


def deep_attributes(size):
    lines = ["class N:\n    def __init__(self, n): self.n = n; self.v = 1"]
    lines += ["x = N(None)"]
    lines += ["x = N(x); x.v = %s" % ["1", "'a'", "[x]", "{x: x}", "x.v"][i % 5] for i in range(size)]
    return "\n".join(lines + ["print(x.v == x.n.v)"])


def decorators(size):
    lines = ["def d(f):\n    def g(*a, **k):\n        return f(*a, **k)\n    return g"]
    lines += ["@d\n@d\n@d\ndef f%d(x):\n    return %s" % (i, "f%d(x) + 1" % (i - 1) if i else "x") for i in range(size)]
    return "\n".join(lines + ["print(f9(1))"])


def swaps(size):
    """Types walk through the variables one step per turn."""
    lines = ["def f(n):"] + ["    v%d = %s" % (i, ["1", "'a'", "None", "2.5", "b''", "()", "[]", "{}"][i % 8]) for i in range(size)]
    lines.append("    while n:\n        n -= 1")
    lines.append("        " + ", ".join("v%d" % i for i in range(size)) + " = " +
                 ", ".join("v%d" % ((i + 1) % size) for i in range(size)))
    return "\n".join(lines + ["    return v0", "print(f(3))"])


PROGRAMS = [nested_loops, nested_while, nested_try, nested_finally, returns_in_with, long_function, long_module, many_functions,
            mutual_recursion, many_classes, wide_unions, deep_expression, long_sum, long_and, long_elif, long_match, big_list,
            big_mixed_list, big_dict, big_call, big_string, big_int, many_lambdas, nested_functions, nested_comprehension,
            containers_that_meet, growing_tuple, generators, call_tree, deep_attributes, decorators, swaps]
