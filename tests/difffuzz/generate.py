"""Makes random stage 1 programs that end, always say the same and print what they compute.

A program is a list of lines. Integers are kept below 2**200 and strings and lists short by `cap`;
loops are counted; each risky statement is inside a try that prints the exception's kind.
"""

import random

import int_lists

INTS = [0, 1, -1, 2, -2, 3, 5, 7, 10, -10, 100, 255, 256, -256, 1000, 2**15, 2**16, 2**29, 2**30 - 1, 2**30, 2**31 - 1, 2**31,
        -(2**31), 2**32, 2**32 + 1, 2**47, 2**52, 2**53 - 1, 2**53, 2**53 + 1, 2**59, 2**60 - 1, 2**60, 2**61 - 1, 2**61, 2**62 - 1,
        2**62, -(2**62), -(2**62) - 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1, 2**64, 10**18, 10**19, -(10**25), 2**100]
FLOATS = ["0.0", "-0.0", "1.0", "-1.5", "0.1", "2.5", "1e10", "1e16", "-1e-5", "123456.789", "1e100", "3.0", "0.5", "1e300"]
STRS = ["", "a", "b", "abc", "Hello", "x y", "é", "日本", "a,b,c", "0", "12", "-7", "A", "zz", " pad ", "it's", "tab\\t", "😀"]
KINDS = ["int", "float", "str", "bool", "ints", "strs", "dict", "tuple"]
ERRORS = "ZeroDivisionError IndexError KeyError TypeError ValueError OverflowError AttributeError".split()

HEAD = '''def cap(x):
    if isinstance(x, bool):
        return x
    if isinstance(x, int):
        return x if -(1 << 200) < x < 1 << 200 else x % 1000003
    if isinstance(x, (str, list, tuple)):
        return x[:12]
    return x


'''


class Generator:
    def __init__(self, seed, untyped):
        self.rng = random.Random(seed)
        self.untyped = untyped
        self.lines = []
        self.functions = []  # (name, parameter kinds, result kind)
        self.classes = []  # (name, attribute kinds, methods)
        self.scopes = []  # {variable: kind}
        self.loops = 0
        self.counter = 0

    # -- choices

    def pick(self, options):
        return options[self.rng.randrange(len(options))]

    def chance(self, percent):
        return self.rng.randrange(100) < percent

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def kind(self):
        return self.pick(KINDS)

    def variables(self, kind):
        found = [name for name, k in self.scopes[-1].items() if k == kind]
        if self.untyped and self.chance(6):
            found = list(self.scopes[-1])
        return found

    # -- expressions

    def expr(self, kind, depth):
        names = self.variables(kind)
        if names and self.chance(45 if depth > 0 else 75):
            return self.pick(names)
        if depth <= 0:
            return self.literal(kind)
        if self.functions and self.chance(12):
            calls = [f for f in self.functions if f[2] == kind]
            if calls:
                return self.call(self.pick(calls), depth)
        return getattr(self, kind + "_expr")(depth - 1)

    def call(self, function, depth):
        name, kinds, _ = function
        arguments = [self.expr(k, depth - 1) for k in kinds]
        if arguments and self.chance(20):
            arguments[-1] = f"p{len(kinds) - 1}={arguments[-1]}"
        return f"{name}({', '.join(arguments)})"

    def literal(self, kind):
        if kind == "int":
            n = self.pick(INTS)
            return str(n) if n >= 0 else f"({n})"
        if kind == "float":
            text = self.pick(FLOATS)
            return f"({text})" if text[0] == "-" else text
        if kind == "str":
            return '"' + self.pick(STRS) + '"'
        if kind == "bool":
            return self.pick(["True", "False"])
        if kind == "ints":
            return "[" + ", ".join(self.literal("int") for _ in range(self.rng.randrange(5))) + "]"
        if kind == "strs":
            return "[" + ", ".join(self.literal("str") for _ in range(self.rng.randrange(4))) + "]"
        if kind == "dict":
            pairs = (f"{self.literal('str')}: {self.literal('int')}" for _ in range(self.rng.randrange(4)))
            return "{" + ", ".join(pairs) + "}"
        return f"({self.literal('int')}, {self.literal('str')}, {self.literal('float')})"

    def int_expr(self, d):
        e = self.expr
        return self.pick([
            lambda: f"({e('int', d)} {self.pick(['+', '-', '*', '&', '|', '^'])} {e('int', d)})",
            lambda: f"({e('int', d)} {self.pick(['//', '%'])} {e('int', d)})",
            lambda: f"({e('int', d)} {self.pick(['<<', '>>'])} ({e('int', d)} & 63))",
            lambda: f"cap({e('int', d)} ** {self.rng.randrange(6)})",
            lambda: f"{self.pick(['-', '~', '+'])}{e('int', d)}",
            lambda: f"abs({e('int', d)})",
            lambda: f"len({e(self.pick(['str', 'ints', 'strs', 'dict']), d)})",
            lambda: f"{e('ints', d)}[{e('int', 0)}]",
            lambda: f"{e('ints', d)}[{self.rng.randrange(-3, 3)}]",
            lambda: f"{e('dict', d)}.get({e('str', d)}, {e('int', d)})",
            lambda: f"{e('dict', d)}[{e('str', d)}]",
            lambda: f"sum({e('ints', d)})",
            lambda: f"{self.pick(['min', 'max'])}({e('int', d)}, {e('int', d)})",
            lambda: f"{self.pick(['min', 'max'])}({e('ints', d)})",
            lambda: f"int({e(self.pick(['float', 'bool', 'str']), d)})",
            lambda: f"round({e('float', d)})",
            lambda: f"({e('int', d)} if {e('bool', d)} else {e('int', d)})",
            lambda: f"divmod({e('int', d)}, {e('int', d)})[{self.rng.randrange(2)}]",
            lambda: f"({e('bool', d)} + {e('int', d)})",
            lambda: f"{e('tuple', d)}[0]",
            lambda: f"({e('int', d)}).bit_length()",
            lambda: f"pow({e('int', d)}, {self.rng.randrange(9)}, {self.pick([7, 1000, 2**61 - 1, 2**64])})",
            lambda: f"ord({e('str', d)}[:1])",
            lambda: f"{e('str', d)}.{self.pick(['find', 'count', 'rfind'])}({e('str', d)})",
        ])()

    def float_expr(self, d):
        e = self.expr
        return self.pick([
            lambda: f"({e('float', d)} {self.pick(['+', '-', '*', '/'])} {e('float', d)})",
            lambda: f"({e('float', d)} {self.pick(['//', '%'])} {e('float', d)})",
            lambda: f"({e('int', d)} / {e('int', d)})",
            lambda: f"({e('float', d)} {self.pick(['+', '*', '-'])} {e('int', d)})",
            lambda: f"-{e('float', d)}",
            lambda: f"abs({e('float', d)})",
            lambda: f"float({e(self.pick(['int', 'bool', 'str']), d)})",
            lambda: f"round({e('float', d)}, {self.rng.randrange(4)})",
            lambda: f"{self.pick(['min', 'max'])}({e('float', d)}, {e('float', d)})",
            lambda: f"{e('tuple', d)}[2]",
            lambda: f"({e('float', d)} if {e('bool', d)} else {e('float', d)})",
        ])()

    def str_expr(self, d):
        e = self.expr
        specs = ["", ":5", ":>8", ":05d", ":x", ":,", ":+d", ":^9"]
        return self.pick([
            lambda: f"({e('str', d)} + {e('str', d)})",
            lambda: f"cap({e('str', d)} * {self.rng.randrange(4)})",
            lambda: f"str({e(self.kind(), d)})",
            lambda: f"repr({e(self.kind(), d)})",
            lambda: f"{e('str', d)}.{self.pick(['upper', 'lower', 'strip', 'title', 'swapcase'])}()",
            lambda: f"{e('str', d)}[{self.rng.randrange(-3, 3)}:{self.rng.randrange(-3, 6)}]",
            lambda: f"{e('str', d)}[::{self.pick([-1, 2, -2])}]",
            lambda: f"{e('str', d)}[{self.rng.randrange(-2, 3)}]",
            lambda: f"{e('str', d)}.replace({e('str', d)}, {e('str', d)})",
            lambda: f"{e('str', 0)}.join({e('strs', d)})",
            lambda: "f'{" + e_plain(e("int", 0)) + self.pick(specs) + "}|{" + e_plain(e("float", 0)) + self.pick(["", ":.2f", ":e", ":10.3g"]) + "}'",
            lambda: f"('%d %s' % ({e('int', d)}, {e('str', d)}))",
            lambda: f"({e('str', d)} or {e('str', d)})",
            lambda: f"{e('strs', d)}[{e('int', 0)}]",
            lambda: f"{e('tuple', d)}[1]",
            lambda: f"chr({e('int', d)} % 900 + 32)",
            lambda: f"({e('str', d)} if {e('bool', d)} else {e('str', d)})",
        ])()

    def bool_expr(self, d):
        e = self.expr
        k = self.pick(["int", "float", "str"])
        op = self.pick(["<", "<=", ">", ">=", "==", "!="])
        return self.pick([
            lambda: f"({e(k, d)} {op} {e(k, d)})",
            lambda: f"({e('int', d)} {op} {e('float', d)})",
            lambda: f"(not {e(self.kind(), d)})",
            lambda: f"({e('bool', d)} {self.pick(['and', 'or'])} {e('bool', d)})",
            lambda: f"({e('int', d)} {self.pick(['in', 'not in'])} {e('ints', d)})",
            lambda: f"({e('str', d)} in {e(self.pick(['dict', 'strs', 'str']), d)})",
            lambda: f"({e('int', d)} < {e('int', d)} <= {e('int', d)})",
            lambda: f"bool({e(self.kind(), d)})",
            lambda: f"{self.pick(['any', 'all'])}({e('ints', d)})",
            lambda: f"({e('ints', d)} {op} {e('ints', d)})",
            lambda: f"({e('tuple', d)} {self.pick(['==', '!='])} {e('tuple', d)})",
            lambda: f"isinstance({e(self.kind(), d)}, {self.pick(['int', 'str', 'float', '(list, tuple)'])})",
            lambda: f"{e('str', d)}.{self.pick(['startswith', 'endswith'])}({e('str', d)})",
        ])()

    def ints_expr(self, d):
        e = self.expr
        v = self.fresh("c")
        return self.pick([
            lambda: f"cap({e('ints', d)} + {e('ints', d)})",
            lambda: f"[{e('int', d)}, {e('int', d)}]",
            lambda: f"{e('ints', d)}[{self.rng.randrange(-2, 3)}:{self.rng.randrange(-2, 5)}]",
            lambda: f"sorted({e('ints', d)})",
            lambda: f"list(range({e('int', d)} % 7, {e('int', d)} % 15, {self.rng.randrange(1, 4)}))",
            lambda: f"[cap({v} {self.pick(['+', '*', '-'])} {e('int', d)}) for {v} in {e('ints', d)}]",
            lambda: f"[{v} for {v} in {e('ints', d)} if {v} {self.pick(['>', '<', '!='])} {e('int', d)}]",
            lambda: f"[len({v}) for {v} in {e('strs', d)}]",
            lambda: f"list({e('dict', d)}.values())",
            lambda: f"{e('ints', d)}[::-1]",
            lambda: f"sorted(set({e('ints', d)}))",
            lambda: f"list(map(lambda {v}: {v} % 10, {e('ints', d)}))",
        ])()

    def strs_expr(self, d):
        e = self.expr
        v = self.fresh("c")
        return self.pick([
            lambda: f"cap({e('strs', d)} + {e('strs', d)})",
            lambda: f"[{e('str', d)}, {e('str', d)}]",
            lambda: f"{e('str', d)}.split({self.pick(['', repr(','), repr(' ')])})",
            lambda: f"list({e('str', d)})",
            lambda: f"sorted({e('strs', d)})",
            lambda: f"list({e('dict', d)})",
            lambda: f"[str({v}) for {v} in {e('ints', d)}]",
            lambda: f"[{v} + {e('str', d)} for {v} in {e('strs', d)}]",
            # Untyped, this may be a dict, for which slices are keys since CPython 3.12.
            lambda: f"list({e('strs', d)})[1:]" if self.untyped else f"{e('strs', d)}[1:]",
        ])()

    def dict_expr(self, d):
        e = self.expr
        v = self.fresh("c")
        return self.pick([
            lambda: "{" + f"{e('str', d)}: {e('int', d)}, {e('str', d)}: {e('int', d)}" + "}",
            lambda: "{" + f"{v}: {e('int', d)} for {v} in {e('strs', d)}" + "}",
            lambda: f"dict(zip({e('strs', d)}, {e('ints', d)}))",
            lambda: f"({e('dict', d)} | {e('dict', d)})",
            lambda: f"dict({e('dict', d)})",
        ])()

    def tuple_expr(self, d):
        return f"({self.expr('int', d)}, {self.expr('str', d)}, {self.expr('float', d)})"

    # -- statements

    def put(self, indent, text):
        self.lines.append("    " * indent + text)

    def block(self, indent, depth, count):
        start = len(self.lines)
        for _ in range(count):
            self.statement(indent, depth)
        if len(self.lines) == start:
            self.put(indent, "pass")

    def statement(self, indent, depth):
        roll = self.rng.randrange(100)
        if depth > 0 and roll < 9:
            self.put(indent, f"if {self.expr('bool', 2)}:")
            self.block(indent + 1, depth - 1, 2)
            if self.chance(50):
                self.put(indent, "else:")
                self.block(indent + 1, depth - 1, 2)
        elif depth > 0 and roll < 18:
            self.loop(indent, depth)
        elif depth > 0 and roll < 27:
            self.try_block(indent, depth)
        elif roll < 45:
            self.show(indent)
        elif roll < 60:
            self.augmented(indent)
        elif roll < 74:
            self.mutate(indent)
        else:
            self.assign(indent)

    def assign(self, indent):
        scope = self.scopes[-1]
        name = self.pick(list(scope))
        kind = scope[name]
        if self.untyped and self.chance(25):
            # The kind we go on with is a guess where a branch is not taken: errors are caught.
            kind = scope[name] = self.kind()
        if self.chance(10):
            other = self.pick(list(scope))
            self.put(indent, f"{name}, {other} = cap({self.expr(kind, 2)}), cap({self.expr(scope[other], 2)})")
        else:
            self.put(indent, f"{name} = cap({self.expr(kind, 3)})")

    def augmented(self, indent):
        scope = self.scopes[-1]
        name = self.pick(list(scope))
        kind = scope[name]
        if kind == "int":
            self.put(indent, f"{name} {self.pick(['+', '-', '*', '//', '%', '&', '|', '^'])}= {self.expr('int', 2)}")
        elif kind == "float":
            self.put(indent, f"{name} {self.pick(['+', '-', '*', '/'])}= {self.expr(self.pick(['float', 'int']), 2)}")
        elif kind in ("str", "ints", "strs"):
            self.put(indent, f"{name} += {self.expr(kind, 2)}")
        elif kind == "dict":
            self.put(indent, f"{name}[{self.expr('str', 1)}] = {self.expr('int', 2)}")
            return
        else:
            self.show(indent)
            return
        self.put(indent, f"{name} = cap({name})")

    def mutate(self, indent):
        e = self.expr
        ints = self.variables("ints")
        dicts = self.variables("dict")
        strs = self.variables("strs")
        choices = []
        if ints:
            name = self.pick(ints)
            choices += [
                f"{name}.append({e('int', 2)})", f"{name}.insert({e('int', 0)}, {e('int', 1)})", f"print({name}.pop())",
                f"{name}[{self.rng.randrange(-3, 3)}] = {e('int', 2)}", f"{name}.reverse()", f"{name}.sort()",
                f"{name if not self.untyped else f'list({name})'}[{self.rng.randrange(3)}:{self.rng.randrange(4)}] = {e('ints', 1)}", f"del {name}[{self.rng.randrange(3)}]",
                f"{name}.remove({e('int', 1)})", f"{name}[{self.rng.randrange(3)}] += {e('int', 1)}",
            ]
        if dicts:
            name = self.pick(dicts)
            choices += [
                f"{name}[{e('str', 1)}] = {e('int', 2)}", f"print({name}.pop({e('str', 1)}))", f"del {name}[{e('str', 1)}]",
                f"{name}.setdefault({e('str', 1)}, {e('int', 1)})", f"{name}[{e('str', 1)}] += 1", f"{name}.update({e('dict', 1)})",
            ]
        if strs:
            name = self.pick(strs)
            choices += [f"{name}.append({e('str', 2)})", f"{name}.extend({e('strs', 1)})", f"print({name}.index({e('str', 1)}))"]
        objects = [n for n, k in self.scopes[-1].items() if k.startswith("obj:")]
        for name in objects:
            _, attributes, methods = next(c for c in self.classes if c[0] == self.scopes[-1][name][4:])
            attribute, kind = self.pick(attributes)
            if self.untyped and self.chance(20):
                kind = self.kind()
            choices += [f"{name}.{attribute} = cap({e(kind, 2)})", f"print({name}.{attribute}, {name})"] * 2
            method, kinds = self.pick(methods)
            choices += [f"print({name}.{method}({', '.join(e(k, 1) for k in kinds)}))"] * 2
        self.put(indent, self.pick(choices) if choices else "pass")

    def show(self, indent):
        count = self.rng.randrange(1, 4)
        self.put(indent, "print(" + ", ".join(self.expr(self.kind(), 2) for _ in range(count)) + ")")

    def loop(self, indent, depth):
        form = self.rng.randrange(4)
        self.loops += 1
        if form == 0:
            name = self.fresh("w")
            self.put(indent, f"{name} = {self.rng.randrange(1, 6)}")
            self.put(indent, f"while {name} > 0:")
            self.put(indent + 1, f"{name} -= 1")
        else:
            name = self.fresh("i")
            source = f"range({self.rng.randrange(1, 7)})" if form == 1 else f"cap({self.expr('ints', 1)})[:6]"
            if form == 3:
                self.put(indent, f"for {name}, {name}s in enumerate({source}):")
            else:
                self.put(indent, f"for {name} in {source}:")
        scope = self.scopes[-1]
        scope[name] = "int"
        if self.loops <= 2:
            self.block(indent + 1, depth - 1, 2)
        else:
            self.show(indent + 1)
        if self.chance(30):
            self.put(indent + 1, f"if {self.expr('bool', 1)}:")
            self.put(indent + 2, self.pick(["break", "continue"]))
            self.show(indent + 1)
        if self.chance(20):
            self.put(indent, "else:")
            self.show(indent + 1)
        del scope[name]
        self.loops -= 1

    def try_block(self, indent, depth):
        self.put(indent, "try:")
        self.block(indent + 1, depth - 1, 2)
        if self.chance(15):
            error = self.pick(["ValueError", "KeyError", "IndexError"])
            self.put(indent + 1, f"raise {error}({self.expr('str', 1)})")
        for error in sorted(self.rng.sample(ERRORS, self.rng.randrange(1, 4))):
            self.put(indent, f"except {error}:")
            self.put(indent + 1, f"print('{error}')")
            if self.chance(30):
                self.assign(indent + 1)
        if self.chance(25):
            self.put(indent, "finally:")
            self.show(indent + 1)

    def guarded(self, indent, statements):
        """Runs the statements, and says which exception ended them."""
        self.put(indent, "try:")
        statements(indent + 1)
        for error in ERRORS:
            self.put(indent, f"except {error} as e:")
            detail = ", e" if error in ("IndexError",) else ""
            self.put(indent + 1, f"print('{error}'{detail})")

    # -- definitions

    def scope(self, indent, parameters):
        scope = dict(parameters)
        self.scopes.append(scope)
        for kind in KINDS:
            name = self.fresh(kind[0])
            self.put(indent, f"{name} = {self.literal(kind)}")
            scope[name] = kind

    def function(self):
        name = self.fresh("f")
        kinds = [self.kind() for _ in range(self.rng.randrange(4))]
        result = self.kind()
        heads = [f"p{i}" for i in range(len(kinds))]
        if heads and self.chance(30):
            heads[-1] += "=" + (self.literal(kinds[-1]) if kinds[-1] in ("int", "float", "str", "bool") else "None")
        if not self.untyped and self.chance(30):
            heads = [h + (": int" if kinds[i] == "int" and "=" not in h else "") for i, h in enumerate(heads)]
        self.put(0, f"def {name}({', '.join(heads)}):")
        self.scope(1, {f"p{i}": k for i, k in enumerate(kinds)})
        self.block(1, 2, self.rng.randrange(1, 5))
        if self.chance(20):
            self.put(1, f"if {self.expr('bool', 2)}:")
            self.put(2, f"return cap({self.expr(result, 1)})")
        self.put(1, f"return cap({self.expr(result, 2)})")
        self.lines += ["", ""]
        self.scopes.pop()
        self.functions.append((name, kinds, result))

    def klass(self):
        name = self.fresh("C")
        base = self.pick(self.classes)[0] if self.classes and self.chance(40) else ""
        attributes = [(self.fresh("a"), self.kind()) for _ in range(self.rng.randrange(1, 4))]
        methods = []
        self.put(0, f"class {name}({base}):" if base else f"class {name}:")
        self.put(1, "def __init__(self):")
        if base:
            self.put(2, "super().__init__()")
        for attribute, kind in attributes:
            self.put(2, f"self.{attribute} = {self.literal(kind)}")
        self.put(0, "")
        for _ in range(self.rng.randrange(1, 3)):
            method = self.pick(["m", "n", "k"])
            if method in [m for m, _ in methods]:
                continue
            kinds = [self.kind() for _ in range(self.rng.randrange(2))]
            self.put(1, f"def {method}({', '.join(['self'] + [f'p{i}' for i in range(len(kinds))])}):")
            self.scope(2, {f"p{i}": k for i, k in enumerate(kinds)})
            scope = self.scopes[-1]
            for attribute, kind in attributes:
                scope[f"self.{attribute}"] = kind
            self.block(2, 1, self.rng.randrange(1, 3))
            self.put(2, f"return cap({self.expr(self.kind(), 2)})")
            self.put(0, "")
            self.scopes.pop()
            methods.append((method, kinds))
        if self.chance(60):
            self.put(1, "def __repr__(self):")
            self.put(2, f"return '{name}<' + repr(self.{attributes[0][0]}) + '>'")
        else:
            self.put(1, "def __str__(self):")
            self.put(2, f"return '{name}:' + str(self.{attributes[-1][0]})")
        self.lines += ["", ""]
        self.classes.append((name, attributes, methods))

    def program(self):
        for _ in range(self.rng.randrange(1, 4)):
            self.function()
        for _ in range(self.rng.randrange(3)):
            int_lists.function(self)
        for _ in range(self.rng.randrange(3)):
            self.klass()
        self.scope(0, {})
        for name, _, _ in self.classes:
            variable = self.fresh("o")
            self.put(0, f"{variable} = {name}()")
            self.scopes[-1][variable] = "obj:" + name
        objects = {n: k for n, k in self.scopes[-1].items() if k.startswith("obj:")}
        plain = {n: k for n, k in self.scopes[-1].items() if n not in objects}
        for _ in range(self.rng.randrange(8, 16)):
            self.scopes[-1] = plain
            if objects and self.chance(35):
                self.scopes[-1] = {**plain, **objects}
                self.guarded(0, self.mutate)
            else:
                self.guarded(0, lambda indent: self.block(indent, 3, 2))
        for function in self.functions:
            self.scopes[-1] = plain
            self.guarded(0, lambda indent, f=function: self.put(indent, f"print({self.call(f, 2)})"))
        self.put(0, "print(" + ", ".join(plain) + ")")
        return HEAD + "\n".join(self.lines) + "\n"


def e_plain(text):
    """An expression that may stand in an f-string: no quotes, braces or leading sign problems."""
    return text if text.replace("_", "").replace(".", "").isalnum() else "0"


def generate(seed, untyped):
    return Generator(seed, untyped).program()
