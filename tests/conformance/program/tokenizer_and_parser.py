# An expression language: tokens, a recursive parser to tuples, an evaluator with variables and functions.
import math


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(message)
        self.position = position


def tokens(text):
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            word = text[start:i]
            out.append(("number", float(word) if "." in word else int(word), start))
        elif c.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            out.append(("name", text[start:i], start))
        elif text[i : i + 2] == "**":
            out.append(("op", "**", i))
            i += 2
        elif c in "+-*/%(),=":
            out.append(("op", c, i))
            i += 1
        else:
            raise ParseError(f"unexpected character {c!r}", i)
    out.append(("end", None, len(text)))
    return out


class Parser:
    LEVELS = [["+", "-"], ["*", "/", "%"]]

    def __init__(self, text):
        self.tokens = tokens(text)
        self.at = 0

    def peek(self):
        return self.tokens[self.at]

    def take(self, value=None):
        kind, found, position = self.tokens[self.at]
        if value is not None and found != value:
            raise ParseError(f"expected {value!r}, found {found!r}", position)
        self.at += 1
        return found

    def statement(self):
        if self.peek()[0] == "name" and self.tokens[self.at + 1][1] == "=":
            name = self.take()
            self.take("=")
            return ("let", name, self.statement())
        tree = self.level(0)
        if self.peek()[0] != "end":
            raise ParseError(f"unexpected {self.peek()[1]!r}", self.peek()[2])
        return tree

    def level(self, n):
        if n == len(self.LEVELS):
            return self.unary()
        left = self.level(n + 1)
        while self.peek()[0] == "op" and self.peek()[1] in self.LEVELS[n]:
            op = self.take()
            left = (op, left, self.level(n + 1))
        return left

    def unary(self):
        if self.peek()[1] == "-" and self.peek()[0] == "op":
            self.take()
            return ("neg", self.unary())
        base = self.atom()
        if self.peek()[1] == "**":
            self.take()
            return ("**", base, self.unary())
        return base

    def atom(self):
        kind, value, position = self.peek()
        if kind == "number":
            self.take()
            return value
        if kind == "name":
            self.take()
            if self.peek()[1] != "(":
                return ("var", value)
            self.take("(")
            args = []
            while self.peek()[1] != ")":
                args.append(self.level(0))
                if self.peek()[1] == ",":
                    self.take(",")
            self.take(")")
            return ("call", value, args)
        if value == "(":
            self.take("(")
            inner = self.level(0)
            self.take(")")
            return inner
        raise ParseError(f"unexpected {value!r}", position)


FUNCTIONS = {"sqrt": math.sqrt, "max": max, "abs": abs, "len2": lambda a, b: math.sqrt(a * a + b * b)}
BINARY = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "%": lambda a, b: a % b, "**": lambda a, b: a**b}


def evaluate(tree, scope):
    if isinstance(tree, (int, float)):
        return tree
    kind = tree[0]
    if kind == "var":
        if tree[1] not in scope:
            raise NameError(tree[1])
        return scope[tree[1]]
    if kind == "let":
        scope[tree[1]] = evaluate(tree[2], scope)
        return scope[tree[1]]
    if kind == "neg":
        return -evaluate(tree[1], scope)
    if kind == "call":
        args = [evaluate(a, scope) for a in tree[2]]
        f = FUNCTIONS[tree[1]]
        if len(args) == 1:
            return f(args[0])
        if len(args) == 2:
            return f(args[0], args[1])
        raise TypeError("too many arguments")
    return BINARY[kind](evaluate(tree[1], scope), evaluate(tree[2], scope))


scope = {"pi": 3.14159}
for line in ["1 + 2 * 3", "-(2 ** 3) ** 2", "2 ** 3 ** 2", "-2 ** 2", "x = y = 7 % 4", "x * y - 1", "sqrt(x * 3) + abs(-2)", "max(1, 2.5)", "len2(3, 4)", "2 ** 100", "1 / 0", "1 + ", "(1 + 2", "3 $ 4", "z + 1", "nope(1)", "1.2.3", "max(1, 2, 3)", "10 / 4 * pi", "1 2"]:
    try:
        tree = Parser(line).statement()
        print(line, "->", tree, "=", evaluate(tree, scope))
    except ParseError as e:
        print(line, "-> error at", e.position, e)
    except (ArithmeticError, LookupError, NameError, TypeError, ValueError) as e:
        print(line, "->", type(e).__name__, e)
print(sorted(scope.items()))
