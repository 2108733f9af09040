class Num:
    def __init__(self, n):
        self.n = n

    def eval(self, env):
        return self.n

    def __repr__(self):
        return str(self.n)


class Var:
    def __init__(self, name):
        self.name = name

    def eval(self, env):
        if self.name not in env:
            raise NameError("unbound " + self.name)
        return env[self.name]

    def __repr__(self):
        return self.name


class Bin:
    def __init__(self, op, left, right):
        self.op = op
        self.left = left
        self.right = right

    def eval(self, env):
        a = self.left.eval(env)
        b = self.right.eval(env)
        if self.op == "+":
            return a + b
        elif self.op == "*":
            return a * b
        elif self.op == "/":
            return a / b
        raise ValueError("op " + self.op)

    def __repr__(self):
        return f"({self.left} {self.op} {self.right})"


e = Bin("+", Num(2), Bin("*", Var("x"), Num(3)))
for x in (4, 1.5, 2**70, True):
    print(e, "=", e.eval({"x": x}))
print(Bin("+", Var("x"), Var("x")).eval({"x": "ab"}), Bin("*", Var("x"), Num(2)).eval({"x": [1]}))
for bad, env in ((e, {}), (Bin("/", Num(1), Num(0)), {}), (Bin("?", Num(1), Num(0)), {}), (e, {"x": "s"}), (e, {"x": None})):
    try:
        print(bad.eval(env))
    except (NameError, ZeroDivisionError, ValueError, TypeError) as err:
        print(repr(err))
