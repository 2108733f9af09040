class Parser:
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def fail(self, message):
        raise ValueError(f"{message} at {self.pos}")

    def skip(self):
        while self.pos < len(self.text) and self.text[self.pos] in " \t\r\n":
            self.pos += 1

    def peek(self):
        self.skip()
        return self.text[self.pos] if self.pos < len(self.text) else ""

    def expect(self, c):
        if self.peek() != c:
            self.fail(f"expected {c!r}")
        self.pos += 1

    def value(self):
        c = self.peek()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        for word, v in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return v
        return self.number()

    def number(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] in "+-0123456789.eE":
            self.pos += 1
        text = self.text[start : self.pos]
        if not text:
            self.fail("unexpected character")
        return float(text) if "." in text or "e" in text or "E" in text else int(text)

    def string(self):
        self.expect('"')
        out = []
        while True:
            if self.pos >= len(self.text):
                self.fail("unterminated string")
            c = self.text[self.pos]
            self.pos += 1
            if c == '"':
                return "".join(out)
            if c == "\\":
                c = self.text[self.pos]
                self.pos += 1
                if c == "u":
                    out.append(chr(int(self.text[self.pos : self.pos + 4], 16)))
                    self.pos += 4
                else:
                    out.append({"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(c, c))
            else:
                out.append(c)

    def array(self):
        self.expect("[")
        out = []
        if self.peek() == "]":
            self.pos += 1
            return out
        while True:
            out.append(self.value())
            if self.peek() == ",":
                self.pos += 1
            else:
                self.expect("]")
                return out

    def object(self):
        self.expect("{")
        out = {}
        if self.peek() == "}":
            self.pos += 1
            return out
        while True:
            self.skip()
            key = self.string()
            self.expect(":")
            out[key] = self.value()
            if self.peek() == ",":
                self.pos += 1
            else:
                self.expect("}")
                return out


def pretty(v, indent=0):
    pad = "  " * indent
    if isinstance(v, dict):
        if not v:
            return "{}"
        rows = [f'{pad}  "{k}": {pretty(x, indent + 1)}' for k, x in v.items()]
        return "{\n" + ",\n".join(rows) + "\n" + pad + "}"
    if isinstance(v, list):
        if not v:
            return "[]"
        return "[" + ", ".join([pretty(x, indent) for x in v]) + "]"
    if v is None:
        return "null"
    if v is True or v is False:
        return str(v).lower()
    if isinstance(v, str):
        return '"' + v.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return repr(v)


text = '{"name": "K\\u00e9\\n", "list": [1, -2.5, 1e3, true, null, []], "nested": {"a": {"b": {}}}, "q": "say \\"hi\\""}'
v = Parser(text).value()
print(v)
print(pretty(v))
print(Parser(pretty(v)).value() == v)
for bad in ("[1, 2", '{"a" 1}', "?", '"abc', "[1,, 2]"):
    try:
        print(Parser(bad).value())
    except ValueError as e:
        print(bad, "->", e)
