# Class patterns: keywords, __match_args__, built-in classes, inheritance.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Empty:
    pass


def where(p):
    match p:
        case Point3(0, 0, 0):
            return "origin 3"
        case Point3(x, y, z=9):
            return f"3d nine {x} {y}"
        case Point(0, 0):
            return "origin"
        case Point(0, y):
            return f"y axis {y}"
        case Point(x=x, y=0):
            return f"x axis {x}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point() as q:
            return f"somewhere {q.x},{q.y}"
        case Empty(missing=_):
            return "has missing"
        case Empty():
            return "empty"
    return "not a point"


for p in (Point(0, 0), Point(0, 3), Point(4, 0), Point(5, 5), Point(1, 2), Point3(0, 0, 0), Point3(1, 2, 9), Point3(1, 1, 1), Empty(), 3):
    print(where(p))


def builtin(x):
    match x:
        case bool(b):
            return f"bool {b}"
        case int(n):
            return f"int {n + 1}"
        case float(f):
            return f"float {f / 2}"
        case str(s):
            return f"str {s.upper()}"
        case bytes(b) | bytearray(b):
            return f"bytes {b!r}"
        case list([]):
            return "empty list"
        case list([int(first), *_] as whole):
            return f"list {first} {len(whole)}"
        case tuple((a, b)):
            return f"pair {a} {b}"
        case dict({"k": v}):
            return f"dict {v}"
        case set(s) | frozenset(s):
            return f"set {sorted(s)}"
        case range(start=a, stop=b):
            return f"range {a} {b}"
        case anything:
            return f"anything {anything}"


for x in (True, 41, 2.5, "abc", b"q", bytearray(b"z"), [], [1, 2], ["a"], (1, 2), (1,), {"k": 5}, {}, {3, 1}, frozenset((2,)), range(3), None):
    print(builtin(x))


class Expr:
    pass


class Num(Expr):
    __match_args__ = ("value",)

    def __init__(self, value):
        self.value = value


class Add(Expr):
    __match_args__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


class Mul(Expr):
    __match_args__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


class Neg(Expr):
    __match_args__ = ("operand",)

    def __init__(self, operand):
        self.operand = operand


def evaluate(e):
    match e:
        case Num(v):
            return v
        case Add(a, b):
            return evaluate(a) + evaluate(b)
        case Mul(a, b):
            return evaluate(a) * evaluate(b)
        case Neg(a):
            return -evaluate(a)


def text(e):
    match e:
        case Num(v) if v < 0:
            return f"({v})"
        case Num(value=v):
            return str(v)
        case Add(a, Neg(b)):
            return f"{text(a)} - {text(b)}"
        case Add(left=a, right=b):
            return f"({text(a)} + {text(b)})"
        case Mul(Num(1), x) | Mul(x, Num(1)):
            return text(x)
        case Mul(a, b):
            return f"{text(a)} * {text(b)}"
        case Neg(x):
            return "-" + text(x)


tree = Add(Mul(Num(2), Add(Num(3), Num(-4))), Neg(Num(5)))
print(text(tree), "=", evaluate(tree))
print(text(Mul(Num(1), Num(7))), text(Mul(Num(8), Num(1))))


def error_kind(e):
    match e:
        case KeyError(args=(key,)):
            return f"key {key}"
        case OSError() | ValueError():
            return "os or value"
        case Exception(args=[]):
            return "bare"
        case Exception():
            return type(e).__name__


for e in (KeyError("k"), KeyError(), ValueError(1), FileNotFoundError("f"), RuntimeError(), TypeError("t")):
    print(error_kind(e))
