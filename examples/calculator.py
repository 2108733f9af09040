# A calculator: a tokenizer, a parser for + - * / ^ and names, and an evaluator, in 80 lines.


class Parser:
    def __init__(self, text, names):
        self.tokens = self.split(text)
        self.at = 0
        self.names = names

    def split(self, text):
        tokens = []
        i = 0
        while i < len(text):
            c = text[i]
            start = i
            i += 1
            if c.isdigit() or c == ".":
                while i < len(text) and (text[i].isdigit() or text[i] == "."):
                    i += 1
            elif c.isalpha():
                while i < len(text) and text[i].isalnum():
                    i += 1
            elif c == " ":
                continue
            tokens.append(text[start:i])
        return tokens

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self):
        token = self.peek()
        self.at += 1
        return token

    def sum(self):
        value = self.product()
        while self.peek() in ("+", "-"):
            if self.take() == "+":
                value = value + self.product()
            else:
                value = value - self.product()
        return value

    def product(self):
        value = self.power()
        while self.peek() in ("*", "/"):
            if self.take() == "*":
                value = value * self.power()
            else:
                value = value / self.power()
        return value

    def power(self):
        if self.peek() == "-":
            self.take()
            return -self.power()
        value = self.atom()
        if self.peek() == "^":
            self.take()
            return value ** self.power()
        return value

    def atom(self):
        token = self.take()
        if token == "(":
            value = self.sum()
            if self.take() != ")":
                raise SyntaxError("a ) is missing")
            return value
        if token in self.names:
            return self.names[token]
        try:
            return float(token) if "." in token else int(token)
        except ValueError:
            raise SyntaxError(f"did not expect {token!r}" if token else "the end came too soon")


names = {"pi": 3.141592653589793, "answer": 42}
for line in ["1 + 2 * 3", "x = (1 + 2) * 3", "x ^ 2 - 1", "2 ^ 100", "pi * x ^ 2", "-answer / 4", "1 / (x - 9)", "2 *", "(1"]:
    name, equals, rest = line.partition(" = ")
    try:
        parser = Parser(rest if equals else line, names)
        value = parser.sum()
        if parser.peek():
            raise SyntaxError(f"did not expect {parser.peek()!r}")
        if equals:
            names[name] = value
        print(f"{line:<20}{value}")
    except (SyntaxError, ZeroDivisionError) as error:
        print(f"{line:<20}error: {error}")
