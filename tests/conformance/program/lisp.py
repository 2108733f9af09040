def tokenize(text):
    return text.replace("(", " ( ").replace(")", " ) ").split()


def read(tokens):
    if not tokens:
        raise SyntaxError("unexpected end")
    token = tokens.pop(0)
    if token == "(":
        out = []
        while tokens and tokens[0] != ")":
            out.append(read(tokens))
        if not tokens:
            raise SyntaxError("missing )")
        tokens.pop(0)
        return out
    if token == ")":
        raise SyntaxError("unexpected )")
    try:
        return int(token)
    except ValueError:
        try:
            return float(token)
        except ValueError:
            return Symbol(token)


class Symbol:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class Env:
    def __init__(self, names, parent):
        self.names = names
        self.parent = parent

    def find(self, name):
        env = self
        while env is not None:
            if name in env.names:
                return env.names
            env = env.parent
        raise NameError(name)


class Lambda:
    def __init__(self, params, body, env):
        self.params = params
        self.body = body
        self.env = env

    def call(self, args):
        if len(args) != len(self.params):
            raise TypeError(f"expected {len(self.params)} arguments, got {len(args)}")
        names = {}
        for p, a in zip(self.params, args):
            names[p.name] = a
        return evaluate(self.body, Env(names, self.env))

    def __repr__(self):
        return "<lambda>"


def total(args):
    t = 0
    for a in args:
        t += a
    return t


def product(args):
    t = 1
    for a in args:
        t *= a
    return t


GLOBALS = {
    "+": total,
    "*": product,
    "-": lambda a: -a[0] if len(a) == 1 else a[0] - a[1],
    "/": lambda a: a[0] / a[1],
    "<": lambda a: a[0] < a[1],
    "=": lambda a: a[0] == a[1],
    "list": lambda a: list(a),
    "car": lambda a: a[0][0],
    "cdr": lambda a: a[0][1:],
    "cons": lambda a: [a[0]] + a[1],
    "null?": lambda a: a[0] == [],
    "len": lambda a: len(a[0]),
}


def evaluate(x, env):
    while True:
        if isinstance(x, Symbol):
            return env.find(x.name)[x.name]
        if not isinstance(x, list):
            return x
        if not x:
            return []
        head = x[0].name if isinstance(x[0], Symbol) else None
        if head == "quote":
            return x[1]
        if head == "if":
            x = x[2] if evaluate(x[1], env) else x[3] if len(x) > 3 else []
            continue
        if head == "define":
            env.names[x[1].name] = evaluate(x[2], env)
            return None
        if head == "set!":
            env.find(x[1].name)[x[1].name] = evaluate(x[2], env)
            return None
        if head == "lambda":
            return Lambda(x[1], x[2], env)
        if head == "begin":
            for part in x[1:-1]:
                evaluate(part, env)
            x = x[-1]
            continue
        f, *args = [evaluate(part, env) for part in x]
        if isinstance(f, Lambda):
            return f.call(args)
        return f(args)


env = Env(GLOBALS, None)
for line in """(+ 1 2 3)
(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))
(fact 30)
(define map (lambda (f l) (if (null? l) (quote ()) (cons (f (car l)) (map f (cdr l))))))
(map (lambda (x) (* x x)) (list 1 2.5 3))
(define make (lambda (n) (lambda () (begin (set! n (+ n 1)) n))))
(define c (make 10))
(c)
(c)
(/ 7 2)
(quote (a (b 1) 2.5))
(if (= 1 1.0) (list) 5)
(fact)
(undefined 1)
(car (list))
(/ 1 0)
((lambda (x) x)
)
map""".split("\n"):
    try:
        value = evaluate(read(tokenize(line)), env)
        if value is not None:
            print(line, "=>", value)
    except (SyntaxError, NameError, TypeError, IndexError, ZeroDivisionError) as e:
        print(line, "!!", repr(e))
