"""Makes random programs of short cases: every built-in operation and method with odd arguments, and every kind of statement.

Each case runs in a function of its own and prints its value, or the kind of the exception that ended it. The operands are
literals (so that types are known), or come through `any_of` (so that they are not).
"""

import random

INTS = "0 1 -1 2 -2 3 5 7 10 255 256 -256 1000 65535 65536 1114111 2**29 2**30 -2**31 2**31 2**32 2**53 2**53+1 2**60 2**61-1 2**61 2**62-1 2**62 -2**62 2**63-1 2**63 -2**63 -2**63-1 2**64 10**18 10**25 -10**30 True False".split()
FLOATS = "0.0 -0.0 1.0 -1.5 0.1 2.5 3.5 -2.5 1e10 1e15 1e16 1e17 -1e-5 123456.789 1e100 1e22 1e23 5e-324 1.7e308 0.5 1e300 float('inf') float('-inf') float('nan') 9007199254740993.0 2.0**61 2.0**62 2.0**63 -2.0**63 1e-7 0.0001 99999.5 1234567.0".split()
STRS = ["", "a", "b", "abc", "Hello World", "x y  z", "é", "日本語", "a,b,,c", "0", "12", "-7", " 42 ", "1_000", "1e5", "nan", "A", "ß", "ﬁ", "İ", "ǆ", "aXbXc", "it's", 'q"q', "tab\\t", "l1\\nl2\\r\\nl3", "😀x", "\\x00", "{}", "%d", "xyzzy", "aaa", "ABC def", "  pad  ", "0x1f", "²", "٣", "\\u0301e", "_id", "Ünï", "a" * 20]
BYTES = ["b''", "b'a'", "b'abc'", "b'Hello World'", "b'a,b,,c'", "b'\\xff\\x00'", "b'12'", "b'  x '", "b'l1\\nl2'", "bytes(range(5))"]
LISTS = ["[]", "[1]", "[1, 2, 3]", "[3, 1, 2]", "[1.5, 2, True]", "['b', 'a']", "[[1], [2, 3]]", "[None, 1]", "['a', 1]", "[0, 0, 1]", "list(range(10))", "[(1, 'a'), (0, 'b')]", "[2**70, -1]", "[1.5, -2.5]"]
TUPLES = ["()", "(1,)", "(1, 2, 3)", "('a', 'b')", "(1, 'x', 2.5)", "((1, 2), (3, 4))", "(None,)"]
DICTS = ["{}", "{'a': 1}", "{1: 'x', 2: 'y'}", "{'a': [1], 'b': [2]}", "{(1, 2): 3}", "{1: 1, 1.0: 2, True: 3}", "{None: 0}"]
SETS = ["set()", "{1}", "{1, 2, 3}", "{2, 3, 4}", "frozenset({1, 2})", "{1.5}", "{(1, 2)}"]
RANGES = ["range(0)", "range(5)", "range(2, 10, 3)", "range(10, 0, -2)", "range(-3, 3)", "range(2**62, 2**62 + 3)"]
OTHERS = ["None", "...", "NotImplemented", "int", "str", "len", "slice(1, 2)", "ValueError('v')"]

METHODS = {
    "str": "capitalize casefold center count encode endswith expandtabs find format index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill".split(),
    "bytes": "capitalize center count decode endswith expandtabs find hex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill".split(),
    "list": "append clear copy count extend index insert pop remove reverse sort".split(),
    "tuple": "count index".split(),
    "dict": "clear copy get items keys pop popitem setdefault update values".split(),
    "set": "add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset remove symmetric_difference symmetric_difference_update union update".split(),
    "int": "bit_length bit_count conjugate as_integer_ratio to_bytes is_integer".split()[:4],
    "float": "is_integer as_integer_ratio hex conjugate".split(),
    "range": "count index".split(),
}
BUILTINS = "abs all any ascii bin bool bytes callable chr dict divmod enumerate filter float frozenset hash hex int isinstance len list map max min oct ord pow range repr reversed round set sorted str sum tuple zip".split()
OPS = "+ - * / // % ** << >> & | ^ == != < <= > >= in is".split()
INPLACE = "+= -= *= //= %= **= <<= >>= &= |= ^= /=".split()

HEAD = '''import math


def any_of(x):
    return [x, None][0]


def text(x):
    if isinstance(x, (int, str, list, tuple)) and not isinstance(x, bool) and isinstance(x, int) is False and len(x) > 60:
        return str(len(x)) + repr(x[:20])
    if isinstance(x, int) and (x > 1 << 300 or x < -1 << 300):
        return "big " + str(x % 1000003)
    if isinstance(x, (set, frozenset)):
        return type(x).__name__ + repr(sorted([repr(i) for i in x]))
    if callable(x) and not isinstance(x, type):
        return "callable"
    r = repr(x)
    return r if " at 0x" not in r else type(x).__name__


def case(n, f):
    try:
        print(n, text(f()))
    except Exception as e:
        print(n, type(e).__name__)


'''


class Forms:
    def __init__(self, seed, untyped):
        self.rng = random.Random(seed)
        self.untyped = untyped
        self.lines = []
        self.count = 0

    def pick(self, options):
        return options[self.rng.randrange(len(options))]

    def chance(self, percent):
        return self.rng.randrange(100) < percent

    def number(self):
        return self.pick(INTS) if self.chance(65) else self.pick(FLOATS)

    def small(self):
        return str(self.rng.randrange(-4, 12))

    def string(self):
        value = self.pick(STRS)
        return "'" + value.replace("'", "\\'") + "'"

    def literal(self, kind):
        pools = {"int": INTS, "float": FLOATS, "bytes": BYTES, "list": LISTS, "tuple": TUPLES, "dict": DICTS, "set": SETS, "range": RANGES, "other": OTHERS}
        if kind == "str":
            return self.string()
        value = self.pick(pools[kind])
        return f"({value})" if kind in ("int", "float", "other") else value

    def value(self):
        kind = self.pick(["int", "int", "float", "str", "str", "bytes", "list", "list", "tuple", "dict", "set", "range", "other"])
        return self.wrap(self.literal(kind))

    def wrap(self, text):
        return f"any_of({text})" if self.untyped and self.chance(70) or self.chance(10) else text

    def put(self, *lines):
        self.lines += lines

    def next(self):
        self.count += 1
        return self.count

    def show(self, expression):
        self.put(f"case({self.next()}, lambda: {expression})")

    # -- cases

    def method_case(self):
        kind = self.pick(list(METHODS))
        name = self.pick(METHODS[kind])
        receiver = self.literal(kind)
        if kind in ("int", "float"):
            receiver = f"({receiver})"
        likely = {
            "center": [self.small(), "'*'"], "ljust": [self.small(), "'*'"], "rjust": [self.small(), "'é'"], "zfill": [self.small()],
            "join": [self.literal("list")], "split": [self.string(), self.small()], "rsplit": [self.string(), self.small()], "replace": [self.string(), self.string(), self.small()],
            "encode": ["'utf-8'"], "decode": ["'utf-8'", "'replace'"], "expandtabs": [self.small()], "splitlines": ["True"], "sort": [],
            "insert": [self.small(), self.value()], "pop": [self.small()], "strip": [self.string()], "count": [self.string(), self.small(), self.small()],
            "find": [self.string(), self.small(), self.small()], "rfind": [self.string(), self.small(), self.small()], "index": [self.value(), self.small(), self.small()],
            "startswith": [self.string(), self.small(), self.small()], "endswith": ["('a', 'c', '')", self.small()],
        }
        arguments = likely.get(name, [self.value(), self.value()])
        if kind == "bytes":
            arguments = [self.literal("bytes") if a[:1] in "'\"" and self.chance(90) else a for a in arguments]
        arguments = arguments[: self.rng.randrange(len(arguments) + 1)] if self.chance(60) else arguments
        if self.chance(12):
            arguments = [self.value() for _ in range(self.rng.randrange(4))]
        arguments = [self.wrap(a) for a in arguments]
        n = self.next()
        if kind in ("list", "dict", "set"):
            self.put(f"def f{n}():", f"    x = {self.wrap(receiver)}", f"    r = x.{name}({', '.join(arguments)})", "    return (text(r) if not isinstance(r, (list, dict)) else r), text(x)", "", "", f"case({n}, f{n})")
        else:
            self.put(f"case({n}, lambda: {self.wrap(receiver)}.{name}({', '.join(arguments)}))")

    def operator_case(self):
        op = self.pick(OPS)
        left, right = self.value(), self.value()
        if op in ("**", "<<"):
            right = self.wrap(self.pick(["0", "1", "2", "3", "-1", "-2", "0.5", "64", "100", "2.0", "True", "'a'", "None"]))
            if op == "**" and self.chance(50):
                left = self.wrap(self.literal(self.pick(["int", "float"])))
        if op == "**" and left.startswith(("(-", "any_of((-")):
            right = "3"
        if op in "+-*/%//" and self.chance(50):
            left, right = self.wrap(f"({self.number()})"), self.wrap(f"({self.number()})")
        if op == "*":
            right = self.pick([right, self.small(), "2.5", "True"]) if "**" not in right and "10" not in right else self.small()
            left = left if "**" not in left and "10" not in left else self.small()
        if op == "is":
            right = self.pick(["None", "True", "..."])
        self.show(f"{left} {op} {right}" if self.chance(85) else f"not ({left} {op} {right})")

    def inplace_case(self):
        n = self.next()
        op = self.pick(INPLACE)
        left, right = self.value(), self.value()
        if op in ("**=", "<<=", "*="):
            right = self.pick(["0", "1", "2", "3", "-1", "[1]", "'a'"])
        self.put(f"def f{n}():", f"    x = y = {left}", f"    x {op} {right}", "    return text(x), text(y)", "", "", f"case({n}, f{n})")

    def slice_text(self):
        part = lambda: self.pick(["", "", "0", "1", "2", "-1", "-2", "5", "100", "-100", "None", "2**70", "-2**70"])
        step = self.pick(["", "", ":", ":1", ":2", ":-1", ":-2", ":3", ":-3", ":0", ":None", ":2**65"])
        return f"{part()}:{part()}{step}"

    def slice_case(self):
        n = self.next()
        source = self.wrap(self.literal(self.pick(["list", "str", "tuple", "bytes", "range", "list"])))
        form = self.rng.randrange(4)
        if form == 0:
            self.put(f"case({n}, lambda: {source}[{self.slice_text()}])")
        elif form == 1:
            self.put(f"case({n}, lambda: {source}[{self.wrap('(' + self.pick(INTS + FLOATS[:3] + ['None']) + ')') if self.chance(40) else self.small()}])")
        else:
            target = self.wrap(self.literal("list"))
            change = f"x[{self.slice_text()}] = {self.value()}" if form == 2 else f"del x[{self.slice_text()}]"
            if self.chance(25):
                change = self.pick([f"x[{self.small()}] = {self.value()}", f"del x[{self.small()}]", f"x[{self.small()}] += {self.value()}"])
            self.put(f"def f{n}():", f"    x = {target}", f"    {change}", "    return x", "", "", f"case({n}, f{n})")

    def builtin_case(self):
        name = self.pick(BUILTINS)
        likely = {
            "int": [[self.string()], [self.string(), self.pick(["0", "2", "10", "16", "36", "37", "1"])], [f"({self.number()})"]],
            "float": [[self.string()], [f"({self.number()})"]], "round": [[f"({self.number()})", self.small()], [f"({self.number()})"]],
            "pow": [[self.small(), self.small(), self.pick(["7", "-7", "0", "1", "2**64"])], [self.small(), self.small()]],
            "divmod": [[f"({self.number()})", f"({self.number()})"]], "chr": [[f"({self.pick(INTS)})"]], "ord": [[self.string()]],
            "range": [[self.small()], [self.small(), self.small(), self.small()]], "sum": [[self.literal("list")], [self.literal("list"), "0.5"]],
            "sorted": [[self.literal("list")], [self.literal("list"), self.pick(["reverse=True", "key=lambda v: -v", "key=str", "key=len", "key=None"])]],
            "min": [[self.literal("list")], [self.value(), self.value()], [self.literal("list"), self.pick(["key=abs", "default=5", "key=str"])]],
            "max": [[self.literal("list")], [self.value(), self.value()], [self.literal("list"), self.pick(["key=lambda v: 0", "default=None", "key=repr"])]],
            "isinstance": [[self.value(), self.pick(["int", "str", "(int, float)", "list", "bool", "object", "type", "1"])]],
            "map": [["str", self.value()], ["lambda a, b: (a, b)", self.value(), self.value()]], "filter": [["None", self.value()], ["lambda a: a", self.value()]],
            "hash": [[self.pick(["1", "1.0", "2**61-1", "-1", "2**64", "1.5", "(1, 2)", "True", "[]", "{}"])]],
            "dict": [[self.literal("dict")], ["[(1, 2), (3, 4)]"], ["a=1, b=2"], ["[('a', 1)]", "b=2"]], "bytes": [[self.small()], ["[1, 2, 255]"], [self.string(), "'utf-8'"]],
        }
        arguments = self.pick(likely.get(name, [[self.value()]]))
        if self.chance(12):
            arguments = [self.value() for _ in range(self.rng.randrange(4))]
        arguments = [self.wrap(a) if "=" not in a and not a.startswith("lambda") else a for a in arguments]
        call = f"{name}({', '.join(arguments)})"
        if name in ("enumerate", "filter", "map", "reversed", "zip"):
            call = f"list({call})"
        if name == "hash":
            call = f"hash({self.pick(['1', '1.0', '2**61-1', '-1', '2**64', '1.5', '(1, 2)', 'True', '[]', '{}', '(1, (2.5, -1))', '-2.0**70', '()'])})"
        self.show(call)

    def spec(self):
        fill = self.pick(["", "", "", "*<", "x>", "^", "=", "0=", ">", "<", "é^"])
        return fill + self.pick(["", "", "+", "-", " "]) + self.pick(["", "", "z"][:2]) + self.pick(["", "", "", "#"]) + self.pick(["", "", "0"]) + self.pick(["", "", "5", "12", "1"]) + self.pick(["", "", "", ",", "_"]) + self.pick(["", "", ".0", ".1", ".3", ".10"]) + self.pick(["", "", "d", "f", "e", "g", "x", "X", "o", "b", "c", "s", "%", "n", "E", "G", "F"])

    def format_case(self):
        value = self.literal(self.pick(["int", "int", "float", "float", "str", "other"]))
        form = self.rng.randrange(5)
        spec = self.spec()
        if form == 0:
            self.show(f"format({self.wrap(value)}, {spec!r})")
        elif form == 1 and "'" not in value and "\\" not in value and '"' not in value:
            self.show("f'{" + self.wrap(value) + self.pick(["", "!r", "!s"]) + ":" + spec + "}'")
        elif form == 2:
            self.show(f"'<{{:{spec}}}|{{}}>'.format({self.wrap(value)}, {self.value()})")
        elif form == 3:
            flags = self.pick(["", "-", "+", " ", "0", "#", "-0", "+0"]) + self.pick(["", "5", "10", "*"]) + self.pick(["", ".0", ".3", ".*"])
            extra = "".join("3, " for _ in range(flags.count("*")))
            self.show(f"'%{flags}{self.pick(list('diouxXeEfFgGcrsa'))}|' % ({extra}{self.wrap(value)},)")
        else:
            template = self.pick(["{0}{1}{0}", "{a}{b!r}", "{0[0]}", "{x.real}", "{}{0}", "{", "}", "{{}}", "{:{}}", "{0:>{1}}", "{a", "{!x}", "{0!r:>10}", "{a[k]}", "{2}"])
            second = self.small() if ":{" in template or ">{" in template else self.value()  # a width
            self.show(f"{template!r}.format({self.value()}, {second}, a={self.value()}, b={self.value()}, x={self.number()})")

    def unpack_case(self):
        n = self.next()
        names = ["a", "b", "c", "d"][: self.rng.randrange(1, 5)]
        star = self.rng.randrange(len(names)) if self.chance(50) else None
        targets = ["*" + name if i == star else name for i, name in enumerate(names)]
        left = ", ".join(targets) + ("," if len(targets) == 1 else "")
        if self.chance(20) and len(targets) > 1:
            left = f"({', '.join(targets[:-1])},), {targets[-1].lstrip('*')}"
        source = self.pick([self.value(), self.literal("list"), self.literal("tuple"), "[1, 2, 3]", "'abc'", "range(4)", "((1, 2), 3)", "{'a': 1, 'b': 2}", "zip([1, 2], 'ab')"])
        if self.chance(30):
            self.put(f"def f{n}():", "    out = []", f"    for {left} in [{source}, {source}]:", f"        out.append(({', '.join(names)}, ))", "    return out")
        else:
            self.put(f"def f{n}():", f"    {left} = {self.wrap(source)}", f"    return ({', '.join(names)}, )")
        self.put("", "", f"case({n}, f{n})")

    # Nested try, loops, return, break and continue; each step leaves a mark.
    def flow(self, indent, depth, in_loop, out):
        pad = "    " * indent
        for _ in range(self.rng.randrange(1, 4)):
            roll = self.rng.randrange(12)
            if roll < 3 or depth == 0:
                out.append(pad + f"t.append({self.rng.randrange(100)})")
            elif roll == 3:
                out.append(pad + f"if k % {self.rng.randrange(2, 4)} == {self.rng.randrange(2)}:")
                out.append(pad + "    " + self.pick((["break", "continue"] if in_loop else []) + ["return k", "return t[0]", "raise ValueError(k)", "t[99]", "raise KeyError", "return", "assert k, t", "undefined", "{}[k]"]))
            elif roll < 6:
                out.append(pad + self.pick(["for i in range(2):", "for i, j in enumerate('ab'):", "while len(t) < 12 + k:"]))
                out.append(pad + "    t.append('l')")
                self.flow(indent + 1, depth - 1, True, out)
                if self.chance(30):
                    out.append(pad + "else:")
                    self.flow(indent + 1, depth - 1, in_loop, out)
            elif roll < 7:
                out.append(pad + "k += 1")
            else:
                out.append(pad + "try:")
                self.flow(indent + 1, depth - 1, in_loop, out)
                handlers = self.rng.randrange(3)
                for error in ["ValueError as e", "(KeyError, IndexError)", "LookupError as e", "ZeroDivisionError", "Exception as e"][: 0 if not handlers else 5]:
                    if self.chance(45):
                        out.append(pad + f"except {error}:")
                        if error.endswith(" as e"):
                            out.append(pad + "    t.append(repr(e))")
                        self.flow(indent + 1, depth - 1, in_loop, out)
                        handlers = 3
                if handlers == 3 and self.chance(30):
                    out.append(pad + "else:")
                    self.flow(indent + 1, depth - 1, in_loop, out)
                if handlers != 3 or self.chance(50):
                    out.append(pad + "finally:")
                    self.flow(indent + 1, depth - 1, in_loop, out)

    def flow_case(self):
        n = self.next()
        out = []
        self.flow(1, 3, False, out)
        self.put(f"def f{n}(k, t):", *out, "    return 'end'", "", "")
        for k in range(3):
            self.put(f"t = [{k}]", f"case({n}, lambda: f{n}({k}, t))", "print(t[:40])")

    def class_case(self):
        n = self.next()
        dunders = {
            "__eq__": ["return self.v == o.v", "return NotImplemented", "return isinstance(o, int)", "return 'yes'", "return []", "raise ValueError"],
            "__lt__": ["return self.v < o.v", "return NotImplemented", "return 0", "return 'x'"],
            "__hash__": ["return hash(self.v) if self.v != 'ab' else 7", "return 1", "return -1", "return 2**70", "return 'x'"],
            "__bool__": ["return self.v > 1", "return 1", "return False", "raise KeyError"],
            "__len__": ["return self.v", "return -1", "return 2**70", "return 'a'", "return True", "return 0"],
            "__contains__": ["return o == self.v", "return 'x'", "return None"],
            "__getitem__": ["return (o, self.v)", "if o == 3:\n            raise IndexError\n        return o", "raise KeyError(o)", "return [1, 2, 3][o]"],
            "__iter__": ["return iter([self.v, 2])", "return self", "return 5", "return iter('éb')"],
            "__next__": ["self.v -= 1\n        if self.v < 0:\n            raise StopIteration\n        return self.v", "raise StopIteration"],
            "__repr__": ["return 'R%s' % (self.v,)", "return 5", "return f'<{self.v!r}>'"],
            "__str__": ["return 'S' + str(self.v)", "return None"],
            "__setitem__": ["self.v = (o, p)", "raise TypeError"],
        }
        chosen = self.rng.sample(sorted(dunders), self.rng.randrange(2, 7))
        arity = {"__eq__": ", o", "__lt__": ", o", "__contains__": ", o", "__getitem__": ", o", "__setitem__": ", o, p"}
        self.put(f"class C{n}:", "    tag = 'C'", "", "    def __init__(self, v):", "        self.v = v", "")
        half = chosen[: len(chosen) // 2] if self.chance(40) else chosen
        for name in half:
            self.put(f"    def {name}(self{arity.get(name, '')}):", f"        {self.pick(dunders[name])}", "")
        last = f"C{n}"
        if half is not chosen:
            self.put("", f"class D{n}(C{n}):", "    tag = C%d.tag + 'D'" % n, "")
            for name in chosen[len(half) :]:
                self.put(f"    def {name}(self{arity.get(name, '')}):", f"        {self.pick(dunders[name])}", "")
            last = f"D{n}"
        self.put("", f"x{n} = {last}({self.pick(['1', '2', '0', '3', repr('ab'), '2.5'])})", f"y{n} = {self.pick([last, 'C%d' % n])}({self.pick(['1', '2', '5'])})")
        x, y = (f"any_of(x{n})", f"any_of(y{n})") if self.untyped else (f"x{n}", f"y{n}")
        tests = [f"{x} == {y}", f"{x} != {y}", f"{x} < {y}", f"{x} > {y}", f"{x} in [{y}]", f"[{x}] == [{y}]", f"bool(({x}, 1) < ({y}, 2))", f"bool({x})", f"not {x}", f"len({x})", f"1 in {x}", f"{x}[1]", f"{x}['a']", f"[q for q in {x}][:9]",
                 f"list({x})[:9]", f"next({x})", f"iter({x})", f"len({{{x}: 1, {y}: 2}})", f"{{{x}: 1}}.get({y})", f"sorted([{x}, {y}, {x}]) and 1", f"max({x}, {y}) is {x}", f"tuple({x})[:9]", f"sum({x})", f"dict(zip({x}, 'ab'))",
                 f"{x}.tag", f"isinstance({x}, C{n})", f"{x} if {x} else 'no'", f"{x} and 1", f"{x} or 2", f"{x} == 5", f"5 == {x}", f"'a' in {x}", f"[{y}].count({x})", f"{x} is {x}"]
        if "__hash__" in chosen:
            tests += [f"hash({x})", f"hash({x})"]
        if "__repr__" in chosen:
            tests += [f"{x}", f"str({x})", f"f'{{{x}}}|{{{x}!r:>8}}'", f"[{x}, ({y},)]", f"'%s %r' % ({x}, {y})", f"print({x})", f"{{1: {x}}}", f"'{{}}'.format({x})"]
        for _ in range(6):
            self.show(self.pick(tests))
        self.put(f"def g{n}(o):", f"    o[{self.pick(['0', repr('k')])}] = {self.pick(['1', repr('w')])}", "    return o.v", "", "", f"case({self.next()}, lambda: g{n}({x}))")

    def mutation_case(self):
        n = self.next()
        source, change = self.pick([
            ("{'a': 1, 'b': 2, 'c': 3}", ["d['x'] = 1", "del d['b']", "d['a'] = 9", "d.pop('c', 0)", "d.clear()", "d.update(a=5)", "d['b'] += 1", "d.pop(k)\n            d[k] = 1"]),
            ("{1: 1, 2: 2, 3: 3}", ["d[7] = 1", "del d[2]", "d[1] = 9", "d.setdefault(1, 2)", "d.pop(3, 0)", "d.clear()", "d[k + 10] = d.pop(k)"]),
            ("{1, 2, 3}", ["d.add(9)", "d.discard(2)", "d.add(1)", "d.clear()", "d.remove(k)\n            d.add(k)"]),
            ("[1, 2, 3, 4]", ["d.append(k) if len(d) < 9 else None", "d.pop()", "d.remove(k)", "d.clear()", "d.insert(0, 7) if len(d) < 9 else None", "del d[:2]", "d.reverse()", "d[:] = [5]", "d.sort(reverse=True)"]),
        ])
        view = self.pick(["d", "d", "list(d)", "d.items()", "d.values()", "d.keys()", "enumerate(d)", "zip(d, d)", "reversed(d)", "sorted(d)"])
        if source[1] != "'" and ":" not in source and "." in view:
            view = "d"
        self.put(f"def f{n}():", f"    d = {self.wrap(source)}", "    out = []", f"    for k in {view}:", "        out.append(k)", f"        if len(out) == {self.rng.randrange(1, 4)}:", f"            {self.pick(change)}", "        if len(out) > 12:", "            break", "    return out, d", "", "", f"case({n}, f{n})")

    def closure_case(self):
        n = self.next()
        self.put(*self.pick([
            [f"def f{n}():", "    fs = []", f"    for i in range({self.rng.randrange(4)}):", f"        fs.append(lambda x={self.pick(['i', '5', '[]'])}: (x, {self.pick(['i', 'len(fs)', '0'])}))", "    return [f() for f in fs]"],
            [f"def f{n}():", f"    x = {self.value()}", "", "    def g():", "        return x", "", f"    {self.pick(['x = 7', 'del x', 'pass', 'x = [x]'])}", "    return g()"],
            [f"def f{n}(a={self.value()}, b={self.value()}):", "    def g(c, d=b):", "        def h():", "            return a, c, d", "        return h", f"    return g({self.pick(['1', 'a', 'b=3', 'd=4', '1, d=a', 'c=2', ''])})()"],
            [f"def f{n}():", f"    r = [(lambda: (x, y))() for x in {self.literal('list')} for y in {self.pick(['[x]', '(1, 2)', 'str(x)', 'range(2)'])} if {self.pick(['x', 'y', 'x != y', 'True'])}]", "    return r"],
            [f"def f{n}(depth=0):", f"    if depth > {self.rng.randrange(5)}:", f"        return [{self.value()}]", "    rest = f%d(depth + 1)" % n, f"    return {self.pick(['rest + [depth]', '[rest]', 'rest * 2', '(rest, depth)', 'rest'])}"],
            [f"def f{n}():", f"    x = {self.value()}", "    return {k: v for k, v in enumerate([x, x])}, sorted({str(v) for v in [1, 2]}), [i for i in [x] if i]"],
            [f"def f{n}():", "    if any_of(0):", "        q = 1", f"    {self.pick(['return q', 'del q', 'q += 1', 'return (lambda: q)()'])}"],
        ]), "", "", f"case({n}, f{n})")

    def math_case(self):
        name = self.pick("sqrt floor ceil trunc fabs gcd lcm factorial comb perm isqrt hypot fmod copysign isnan isinf isfinite frexp ldexp modf log log2 log10 exp pow degrees radians prod fsum dist remainder isclose sin atan2".split())
        many = {"gcd": 2, "lcm": 2, "comb": 2, "perm": 2, "hypot": 2, "fmod": 2, "copysign": 2, "ldexp": 2, "pow": 2, "isclose": 2, "remainder": 2, "atan2": 2}.get(name, 1)
        arguments = [self.wrap(f"({self.pick(['0', '1', '-1', '5', '10', '2.5', '-0.0', '1e300', '2**70', 'True', '0.5', '3', '20'])})") for _ in range(many)]
        if name in ("prod", "fsum"):
            arguments = [self.literal("list")]
        if name == "dist":
            arguments = ["(1, 2)", "(3.5, 4)"]
        if self.chance(8):
            arguments[0] = self.value()
        call = f"math.{name}({', '.join(arguments)})"
        self.show(f"round({call}, 9)" if name in ("log", "log2", "log10", "exp", "sin", "atan2", "pow", "hypot", "dist") else call)

    def program(self):
        cases = [self.method_case] * 8 + [self.operator_case] * 7 + [self.inplace_case] * 2 + [self.slice_case] * 4 + [self.builtin_case] * 6 + [self.format_case] * 5
        cases += [self.unpack_case] * 2 + [self.flow_case] * 4 + [self.class_case] * 4 + [self.mutation_case] * 2 + [self.closure_case] * 3 + [self.math_case] * 2
        while self.count < 60:
            self.pick(cases)()
        return HEAD + "\n".join(self.lines) + "\n"


def generate_forms(seed, untyped):
    return Forms(seed, untyped).program()


generate = generate_forms
