"""Expressions to trees, simplified by pattern matching, differentiated, run on a stack machine."""

import math
import re
from dataclasses import dataclass
from typing import Callable, ClassVar, Union


class Expr:
    precedence: ClassVar[int] = 9

    def __add__(self, other): return Bin("+", self, lift(other))
    def __radd__(self, other): return Bin("+", lift(other), self)
    def __sub__(self, other): return Bin("-", self, lift(other))
    def __mul__(self, other): return Bin("*", self, lift(other))
    def __rmul__(self, other): return Bin("*", lift(other), self)
    def __truediv__(self, other): return Bin("/", self, lift(other))
    def __pow__(self, other): return Bin("^", self, lift(other))
    def __neg__(self): return Bin("-", Num(0), self)


@dataclass(frozen=True)
class Num(Expr):
    value: Union[int, float]

    def __str__(self):
        return f"{self.value:g}" if self.value >= 0 else f"({self.value:g})"


@dataclass(frozen=True)
class Var(Expr):
    name: str

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Bin(Expr):
    op: str
    left: Expr
    right: Expr

    @property
    def precedence(self):
        return {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}[self.op]

    def __str__(self):
        left, right = str(self.left), str(self.right)
        if self.left.precedence < self.precedence:
            left = f"({left})"
        if self.right.precedence < self.precedence + (self.op in "-/"):
            right = f"({right})"
        return f"{left}{self.op}{right}" if self.op == "^" else f"{left} {self.op} {right}"


@dataclass(frozen=True)
class Call(Expr):
    name: str
    args: tuple[Expr, ...]
    known: ClassVar[dict[str, Callable]] = {"sin": math.sin, "cos": math.cos, "exp": math.exp, "max": max}

    def __str__(self):
        return f"{self.name}({', '.join(map(str, self.args))})"


def lift(value):
    return value if isinstance(value, Expr) else Num(value)


class Parser:
    token = re.compile(r"\s*(?:(\d+\.?\d*)|([a-z]\w*)|(.))", re.I)
    binary = [("+", "-"), ("*", "/")]

    def __init__(self, text):
        self.tokens = [next((kind, part) for kind, part in zip("nvo", groups) if part)
                       for groups in self.token.findall(text) if any(groups)]
        self.tokens.append(("end", None))

    def peek(self, *ops):
        kind, value = self.tokens[0]
        return kind == "o" and value in ops

    def expect(self, op):
        if not self.peek(op):
            raise SyntaxError(f"{op!r} expected, not {self.tokens[0][1]!r}")
        self.tokens.pop(0)

    def parse(self):
        found = self.level(0)
        if self.tokens[0][0] != "end":
            raise SyntaxError(f"{self.tokens[0][1]!r} is left over")
        return found

    def level(self, n):
        if n == len(self.binary):
            return self.power()
        left = self.level(n + 1)
        while self.peek(*self.binary[n]):
            op = self.tokens.pop(0)[1]
            left = Bin(op, left, self.level(n + 1))
        return left

    def power(self):
        base = self.atom()
        if self.peek("^"):
            self.tokens.pop(0)
            return Bin("^", base, self.power())
        return base

    def atom(self):
        match self.tokens.pop(0):
            case ("n", text):
                return Num(float(text) if "." in text else int(text))
            case ("v", name) if self.peek("("):
                self.tokens.pop(0)
                args = [self.level(0)]
                while self.peek(","):
                    self.tokens.pop(0)
                    args.append(self.level(0))
                self.expect(")")
                return Call(name, tuple(args))
            case ("v", name):
                return Var(name)
            case ("o", "("):
                inner = self.level(0)
                self.expect(")")
                return inner
            case ("o", "-"):
                return -self.atom()
            case (_, other):
                raise SyntaxError(f"unexpected {other!r}")


def simplify(e):
    match e:
        case Bin(op, left, right):
            left, right = simplify(left), simplify(right)
            match op, left, right:
                case "+", Num(0), x:
                    return x
                case ("+" | "-", x, Num(0)) | ("*", Num(1), x) | ("*" | "/" | "^", x, Num(1)):
                    return x
                case ("*", Num(0), _) | ("*", _, Num(0)):
                    return Num(0)
                case "^", _, Num(0):
                    return Num(1)
                case _, Num(a), Num(b) if not (op == "/" and (b == 0 or a % b)):
                    return Num({"+": a + b, "-": a - b, "*": a * b, "/": a // (b or 1), "^": a ** b}[op])
                case "-", x, y if x == y:
                    return Num(0)
                case "+", x, y if x == y:
                    return simplify(2 * x)
                case "*", x, Num(n):
                    return Num(n) * x
            return Bin(op, left, right)
        case Call(name, args):
            return Call(name, tuple(simplify(a) for a in args))
    return e


def derive(e, by):
    match e:
        case Num():
            return Num(0)
        case Var(name):
            return Num(int(name == by))
        case Bin("+" | "-" as op, a, b):
            return Bin(op, derive(a, by), derive(b, by))
        case Bin("*", a, b):
            return derive(a, by) * b + a * derive(b, by)
        case Bin("/", a, b):
            return (derive(a, by) * b - a * derive(b, by)) / b ** 2
        case Bin("^", a, Num(n)):
            return n * a ** (n - 1) * derive(a, by)
        case Call("sin", (a,)):
            return Call("cos", (a,)) * derive(a, by)
        case Call("cos", (a,)):
            return -Call("sin", (a,)) * derive(a, by)
        case Call("exp", (a,)):
            return e * derive(a, by)
        case _:
            raise NotImplementedError(f"derivative of {e}")


def compiled(e):
    code = []

    def emit(e):
        match e:
            case Num(value):
                code.append(("push", value))
            case Var(name):
                code.append(("load", name))
            case Bin(op, a, b):
                emit(a), emit(b)
                code.append((op, 2))
            case Call(name, args):
                for arg in args:
                    emit(arg)
                code.append((name, len(args)))
    emit(e)
    return code


def run(code, **variables):
    stack = []
    operations = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
                  "/": lambda a, b: a / b, "^": pow, **Call.known}
    for op, arg in code:
        if op == "push":
            stack.append(arg)
        elif op == "load":
            stack.append(variables[arg])
        else:
            args = stack[-arg:]
            del stack[-arg:]
            stack.append(operations[op](*args))
    (result,) = stack
    return result


for text in ["1 + 2 * 3", "(1 + 2) * x", "2^3^2", "x*x + 0*y", "-x + 3", "x - (y - z)", "sin(x)*exp(2*x)", "max(x, 3, y)/4", "1.5*x^3 - x + x"]:
    e = Parser(text).parse()
    s = simplify(e)
    print(f"{text:18} | {e!s:22} | {s!s:18} | {round(run(compiled(s), x=2, y=7, z=1), 6)}")
for text in ["x^3 + 2*x", "sin(x^2)", "1/x", "exp(3*x)*x", "max(x, 1)"]:
    e = Parser(text).parse()
    try:
        print(f"d/dx {e} = {simplify(derive(e, 'x'))}")
    except NotImplementedError as error:
        print(error)
for text in ["1 +", "(1", "1 2", "*", "f(1,"]:
    try:
        Parser(text).parse()
    except (SyntaxError, IndexError) as error:
        print(f"{text!r}: {error}")
print(Num(1) == Num(1.0), hash(Var("x")) == hash(Var("x")), repr(3 * Var("x") + 1))
print(compiled(Parser("a*(b+1)").parse()))
