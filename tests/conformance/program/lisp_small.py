# A small Lisp: reader, environments, closures, macros of the interpreter, errors.
import operator
from functools import reduce


class LispError(Exception):
    pass


class Symbol(str):
    pass


def tokenize(text):
    return text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()


def read(tokens):
    if not tokens:
        raise LispError("unexpected end")
    token = tokens.pop(0)
    if token == "(":
        items = []
        while tokens and tokens[0] != ")":
            items.append(read(tokens))
        if not tokens:
            raise LispError("missing )")
        tokens.pop(0)
        return items
    if token == ")":
        raise LispError("unexpected )")
    if token == "'":
        return [Symbol("quote"), read(tokens)]
    for kind in (int, float):
        try:
            return kind(token)
        except ValueError:
            pass
    return Symbol(token)


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        if name in self:
            return self
        if self.outer is None:
            raise LispError(f"unbound {name}")
        return self.outer.find(name)


class Closure:
    def __init__(self, params, body, env):
        self.params, self.body, self.env = params, body, env

    def __call__(self, *args):
        if len(args) != len(self.params):
            raise LispError(f"wanted {len(self.params)}, got {len(args)}")
        return evaluate(self.body, Env(self.params, args, self.env))


def evaluate(x, env):
    match x:
        case Symbol():
            return env.find(x)[x]
        case int() | float():
            return x
        case []:
            return None
        case ["quote", value]:
            return value
        case ["if", test, then, *rest]:
            chosen = then if evaluate(test, env) else (rest[0] if rest else None)
            return evaluate(chosen, env) if chosen is not None else None
        case ["define", [name, *params], body]:
            env[name] = Closure(params, body, env)
        case ["define", name, value]:
            env[name] = evaluate(value, env)
        case ["set!", name, value]:
            env.find(name)[name] = evaluate(value, env)
        case ["lambda", params, body]:
            return Closure(params, body, env)
        case ["begin", *parts]:
            return [evaluate(part, env) for part in parts][-1]
        case ["let", pairs, body]:
            return evaluate(body, Env([p[0] for p in pairs], [evaluate(p[1], env) for p in pairs], env))
        case [head, *args]:
            function = evaluate(head, env)
            if not callable(function):
                raise LispError(f"not a function: {show(function)}")
            return function(*[evaluate(arg, env) for arg in args])
    return None


def show(x):
    if isinstance(x, list):
        return "(" + " ".join(map(show, x)) + ")"
    if x is True or x is False:
        return "#t" if x else "#f"
    return "nil" if x is None else "<closure>" if isinstance(x, Closure) else str(x)


GLOBAL = Env()
GLOBAL.update({
    "+": lambda *a: sum(a), "*": lambda *a: reduce(operator.mul, a, 1), "-": lambda a, *b: -a if not b else a - sum(b),
    "/": operator.truediv, "<": operator.lt, "=": operator.eq, "list": lambda *a: list(a), "car": lambda a: a[0],
    "cdr": lambda a: a[1:], "cons": lambda a, b: [a] + b, "null?": lambda a: a == [], "length": len,
})
PROGRAM = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 20)
(fact 30)
(define (map f xs) (if (null? xs) '() (cons (f (car xs)) (map f (cdr xs)))))
(map (lambda (x) (* x x)) '(1 2 3 4))
(define (counter) (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n))))
(define c (counter))
(list (c) (c) (c))
(let ((x 2) (y 3)) (/ x y))
(undefined 1)
(fact 1 2)
(1 2)
(+ 1
)
(car '())
fact
(if (= 1 2) 3)
"""
for line in PROGRAM.strip().split("\n"):
    try:
        tokens = tokenize(line)
        result = evaluate(read(tokens), GLOBAL)
        print(f"{line} => {show(result)}")
    except LispError as e:
        print(f"{line} !! {e}")
    except (ArithmeticError, LookupError, TypeError) as e:
        print(f"{line} !! {type(e).__name__}: {e}")
