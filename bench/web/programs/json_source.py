"""A JSON parser and writer in source, as a program would carry for a dialect of its own."""
import sys
import time

ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WRITTEN = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, what):
        raise ValueError("%s at %d" % (what, self.at))

    def skip(self):
        text = self.text
        while self.at < len(text) and text[self.at] in " \t\r\n":
            self.at += 1

    def value(self):
        self.skip()
        c = self.text[self.at]
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c == "t":
            return self.word("true", True)
        if c == "f":
            return self.word("false", False)
        if c == "n":
            return self.word("null", None)
        return self.number()

    def word(self, word, value):
        if not self.text.startswith(word, self.at):
            self.fail("a value is expected")
        self.at += len(word)
        return value

    def object(self):
        result = {}
        self.at += 1
        self.skip()
        if self.text[self.at] == "}":
            self.at += 1
            return result
        while True:
            self.skip()
            key = self.string()
            self.skip()
            if self.text[self.at] != ":":
                self.fail("a colon is expected")
            self.at += 1
            result[key] = self.value()
            self.skip()
            c = self.text[self.at]
            self.at += 1
            if c == "}":
                return result
            if c != ",":
                self.fail("a comma is expected")

    def array(self):
        result = []
        self.at += 1
        self.skip()
        if self.text[self.at] == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value())
            self.skip()
            c = self.text[self.at]
            self.at += 1
            if c == "]":
                return result
            if c != ",":
                self.fail("a comma is expected")

    def string(self):
        text = self.text
        if text[self.at] != '"':
            self.fail("a string is expected")
        start = self.at + 1
        at = start
        parts = []
        while True:
            c = text[at]
            if c == '"':
                parts.append(text[start:at])
                self.at = at + 1
                return "".join(parts)
            if c == "\\":
                parts.append(text[start:at])
                c = text[at + 1]
                if c == "u":
                    parts.append(chr(int(text[at + 2:at + 6], 16)))
                    at += 6
                else:
                    parts.append(ESCAPES[c])
                    at += 2
                start = at
            else:
                at += 1

    def number(self):
        text = self.text
        start = self.at
        at = start
        is_float = False
        while at < len(text):
            c = text[at]
            if c in ".eE":
                is_float = True
            elif not ("0" <= c <= "9" or c in "+-"):
                break
            at += 1
        self.at = at
        word = text[start:at]
        return float(word) if is_float else int(word)


def write(value, parts):
    if value is None:
        parts.append("null")
    elif value is True:
        parts.append("true")
    elif value is False:
        parts.append("false")
    elif isinstance(value, str):
        parts.append('"')
        for c in value:
            parts.append(WRITTEN.get(c, c))
        parts.append('"')
    elif isinstance(value, dict):
        separator = "{"
        for key in value:
            parts.append(separator)
            write(key, parts)
            parts.append(":")
            write(value[key], parts)
            separator = ","
        parts.append("}" if value else "{}")
    elif isinstance(value, list):
        separator = "["
        for item in value:
            parts.append(separator)
            write(item, parts)
            separator = ","
        parts.append("]" if value else "[]")
    else:
        parts.append(str(value))


def prepare(n):
    rows = []
    x = 5
    for i in range(n):
        x = x * 16807 % 2147483647
        rows.append('{"id": %d, "name": "user \\"%d\\"", "score": %d.%d, "tags": ["a", "b\\u0041", "line\\n%d"], '
                    '"ok": %s, "extra": null, "point": {"x": %d, "y": -%d}}'
                    % (i, x % 1000, x % 90, x % 9 + 1, x % 7, "true" if x % 2 else "false", x % 640, x % 480))
    return "[" + ",\n ".join(rows) + "]"


def run(text):
    rows = Parser(text).value()
    total = 0
    for row in rows:
        total += row["id"] + row["point"]["x"] + len(row["name"])
    parts = []
    write(rows, parts)
    return "%d %d %d" % (len(rows), total, len("".join(parts)))


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
