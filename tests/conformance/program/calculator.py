class Calc:
    def __init__(self, text):
        self.tokens = self.scan(text)
        self.i = 0

    def scan(self, text):
        out = []
        number = ""
        for c in text + " ":
            if c.isdigit() or c == ".":
                number += c
                continue
            if number:
                out.append(float(number) if "." in number else int(number))
                number = ""
            if c in "+-*/%^()":
                out.append(c)
            elif not c.isspace():
                raise SyntaxError("bad character " + repr(c))
        return out

    def peek(self):
        return self.tokens[self.i] if self.i < len(self.tokens) else None

    def next(self):
        token = self.peek()
        self.i += 1
        return token

    def parse(self):
        value = self.sum()
        if self.peek() is not None:
            raise SyntaxError("unexpected " + str(self.peek()))
        return value

    def sum(self):
        value = self.product()
        while self.peek() in ("+", "-"):
            if self.next() == "+":
                value += self.product()
            else:
                value -= self.product()
        return value

    def product(self):
        value = self.unary()
        while self.peek() in ("*", "/", "%"):
            op = self.next()
            right = self.unary()
            if op == "*":
                value = value * right
            elif op == "/":
                value = value / right
            else:
                value = value % right
        return value

    def unary(self):
        if self.peek() == "-":
            self.next()
            return -self.unary()
        return self.power()

    def power(self):
        base = self.atom()
        if self.peek() == "^":
            self.next()
            return base ** self.unary()
        return base

    def atom(self):
        token = self.next()
        if token == "(":
            value = self.sum()
            if self.next() != ")":
                raise SyntaxError("missing )")
            return value
        if isinstance(token, (int, float)):
            return token
        raise SyntaxError("unexpected end" if token is None else "unexpected " + token)


for text in ["1 + 2 * 3", "(1 + 2) * 3", "-2^2", "2^-1", "2^3^2", "10 / 4 - 1", "7 % 4 * 2.5", "((((5))))", "--5", "2^100 + 1", "1 / 0", "(1", "1 +", "2 $ 3", "", "1 2",
             "5 % 0", "0.1 + 0.2", "-(3 - 5) * 2"]:
    try:
        print(text, "=", Calc(text).parse())
    except (SyntaxError, ZeroDivisionError) as e:
        print(text, "!", e)
