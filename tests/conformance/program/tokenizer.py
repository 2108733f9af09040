KEYWORDS = {"if", "else", "while", "let"}
SYMBOLS = ["==", "<=", ">=", "!=", "+", "-", "*", "/", "(", ")", "{", "}", "=", "<", ">", ";"]


class Token:
    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line

    def __repr__(self):
        return f"{self.kind}:{self.text!r}@{self.line}"


class LexError(Exception):
    pass


def tokenize(source):
    tokens = []
    i = 0
    line = 1
    while i < len(source):
        c = source[i]
        if c == "\n":
            line += 1
            i += 1
        elif c.isspace():
            i += 1
        elif c == "#":
            while i < len(source) and source[i] != "\n":
                i += 1
        elif c.isdigit():
            start = i
            while i < len(source) and (source[i].isdigit() or source[i] == "."):
                i += 1
            text = source[start:i]
            if text.count(".") > 1:
                raise LexError(f"line {line}: bad number {text}")
            tokens.append(Token("float" if "." in text else "int", text, line))
        elif c.isalpha() or c == "_":
            start = i
            while i < len(source) and (source[i].isalnum() or source[i] == "_"):
                i += 1
            text = source[start:i]
            tokens.append(Token("key" if text in KEYWORDS else "name", text, line))
        elif c == '"':
            end = source.find('"', i + 1)
            if end < 0:
                raise LexError(f"line {line}: unterminated string")
            tokens.append(Token("str", source[i + 1 : end], line))
            i = end + 1
        else:
            for symbol in SYMBOLS:
                if source.startswith(symbol, i):
                    tokens.append(Token("sym", symbol, line))
                    i += len(symbol)
                    break
            else:
                raise LexError(f"line {line}: unexpected {c!r}")
    return tokens


program = """let x_1 = 10.5; # comment
while x_1 >= 0 {
    if x_1 == 3 { print("three; \\n") } else { x_1 = x_1 - 1 }
}
"""
for t in tokenize(program):
    print(t)
counts = {}
for t in tokenize(program):
    counts[t.kind] = counts.get(t.kind, 0) + 1
print(sorted(counts.items()))
for bad in ("1.2.3", '"open', "a\nb\n$"):
    try:
        tokenize(bad)
    except LexError as e:
        print(e)
