"""Values from the text of literals (`ast.literal_eval`), and types from the text of annotations."""

_OPEN = {"(": ")", "[": "]", "{": "}"}
_ESCAPES = {"\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n",
            "r": "\r", "t": "\t", "v": "\v"}
_SINGLES = {"None": None, "True": True, "False": False}
_WORDS = frozenset(("and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
                    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
                    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
                    "with", "yield"))
_TEXT, _BYTES, _NUMBER, _NAME, _MARK, _END = range(6)


def _unescaped(body, is_bytes):
    if "\\" not in body:
        return body
    parts = []
    at = 0
    while True:
        back = body.find("\\", at)
        if back < 0:
            return "".join(parts) + body[at:]
        parts.append(body[at:back])
        sign = body[back + 1]
        at = back + 2
        size = 2 if sign == "x" else 0 if is_bytes else 4 if sign == "u" else 8 if sign == "U" else 0
        if size:
            digits = body[at:at + size]
            if len(digits) != size or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
                raise SyntaxError(f"truncated \\{sign} escape")
            parts.append(chr(int(digits, 16)))
            at += size
        elif sign in "01234567":
            end = at
            while end < at + 2 and body[end:end + 1] in ("0", "1", "2", "3", "4", "5", "6", "7"):
                end += 1
            parts.append(chr(int(body[at - 1:end], 8)))
            at = end
        elif sign == "N" and not is_bytes and body[at:at + 1] == "{":
            import unicodedata

            end = body.index("}", at)
            parts.append(unicodedata.lookup(body[at + 1:end]))
            at = end + 1
        else:
            parts.append(_ESCAPES.get(sign, "\\" + sign))


class _Reader:
    """Reads one expression; `names` gives what a name stands for, None where there are none."""

    def __init__(self, text, names):
        self.text = text
        self.names = names
        self.at = 0
        self.line = 1
        self.depth = 0
        self.opened = ""
        self.kind = _END
        self.value = None
        self.advance()

    def wrong(self, message="invalid syntax"):
        return SyntaxError(message, ("<unknown>", self.line, self.at, None))

    def malformed(self, what=None):
        what = self.text.strip() if what is None else what
        return ValueError(f"malformed node or string on line {self.line}: {what!r}")

    # ---- tokens

    def skip_space(self):
        text = self.text
        while self.at < len(text):
            sign = text[self.at]
            if sign == "#":
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
            elif sign == "\n" and (self.depth or not text[:self.at].strip() or not text[self.at:].strip()):
                self.at += 1
                self.line += 1
            elif sign in " \t\f\r":
                self.at += 1
            elif sign == "\\" and text[self.at + 1:self.at + 2] == "\n":
                self.at += 2
                self.line += 1
            else:
                return

    def advance(self):
        self.skip_space()
        text = self.text
        if self.at >= len(text):
            self.kind, self.value = _END, None
            return
        sign = text[self.at]
        following = text[self.at + 1:self.at + 2]
        if sign.isdigit() or sign == "." and following.isdigit():
            self.kind, self.value = _NUMBER, self.number()
        elif sign in "'\"":
            self.string("")
        elif sign == "_" or sign.isidentifier():
            end = self.at
            while end < len(text) and (text[end] == "_" or text[end].isalnum()):
                end += 1
            word = text[self.at:end]
            self.at = end
            if end < len(text) and text[end] in "'\"" and word.lower() in ("r", "u", "b", "br", "rb"):
                self.string(word.lower())
            elif end < len(text) and text[end] in "'\"" and word.lower() in ("f", "t", "fr", "rf", "tr", "rt"):
                raise self.malformed()
            else:
                self.kind, self.value = _NAME, word
        else:
            size = 3 if text.startswith("...", self.at) else 2 if text.startswith("**", self.at) else 1
            self.kind, self.value = _MARK, text[self.at:self.at + size]
            self.at += size

    def number(self):
        text, start = self.text, self.at
        end = start
        if text[start] == "0" and text[start + 1:start + 2] in ("x", "X", "o", "O", "b", "B"):
            end = start + 2
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                end += 1
        else:
            while end < len(text) and (text[end].isalnum() or text[end] in "._" or
                                       text[end] in "+-" and text[end - 1] in "eE"):
                end += 1
        word = text[start:end]
        self.at = end
        try:
            if word[-1] in "jJ":
                return complex(0.0, float(word[:-1]))
            if word[:1] == "0" and word.strip("0_") and word[1:].replace("_", "").isdigit():
                raise self.wrong("leading zeros in decimal integer literals are not permitted; use an 0o "
                                 "prefix for octal integers")
            return int(word, 0)
        except ValueError:
            pass
        try:
            return float(word)
        except ValueError:
            raise self.wrong("invalid decimal literal") from None

    def string(self, prefix):
        text = self.text
        quote = text[self.at]
        if text.startswith(quote * 3, self.at):
            quote *= 3
        start = end = self.at + len(quote)
        while not text.startswith(quote, end):
            if end >= len(text) or len(quote) == 1 and text[end] == "\n":
                raise self.wrong("unterminated triple-quoted string literal (detected at line "
                                 f"{text.count(chr(10)) + 1})" if len(quote) == 3 else
                                 f"unterminated string literal (detected at line {self.line})")
            end += 2 if text[end] == "\\" else 1
        body = text[start:end]
        self.line += body.count("\n")
        self.at = end + len(quote)
        is_bytes = "b" in prefix
        if is_bytes and not body.isascii():
            raise self.wrong("bytes can only contain ASCII literal characters")
        if "r" not in prefix:
            body = _unescaped(body, is_bytes)
        self.kind = _BYTES if is_bytes else _TEXT
        self.value = body.encode("latin-1") if is_bytes else body

    # ---- grammar

    def accept(self, mark):
        if self.kind == _MARK and self.value == mark:
            self.advance()
            return True
        return False

    def whole(self):
        if self.kind == _END:
            raise self.wrong()
        value = self.items(_END, "")
        if self.kind != _END:
            raise self.wrong()
        return value

    def items(self, kind, mark):
        """One value, or a tuple of those between commas, up to a mark."""
        value = self.sum()
        if not (self.kind == _MARK and self.value == ","):
            return value
        found = [value]
        while self.accept(","):
            if self.kind == kind and (kind == _END or self.value == mark):
                break
            found.append(self.sum())
        return tuple(found)

    def sum(self):
        value, is_sum = self.signed(), False
        while self.kind == _MARK and self.value in ("+", "-", "|"):
            sign = self.value
            if self.names is not None and sign == "|":
                self.advance()
                value = _as_type(value) | _as_type(self.signed())
                continue
            self.advance()
            right = self.signed()
            is_fine = type(value) in (int, float) and type(right) is complex and not is_sum
            if sign == "|" or not is_fine:
                raise self.malformed()
            value = value + right if sign == "+" else value - right
            is_sum = True
        if self.kind == _MARK and self.value in ("*", "**", "/", "%", "<", ">", "=", "&", "^", "@", ".") or \
                self.kind == _NAME and self.value in ("if", "and", "or", "in", "is", "not", "for"):
            raise self.malformed()
        return value

    def signed(self):
        if self.kind == _MARK and self.value in ("+", "-"):
            sign = self.value
            self.advance()
            if self.kind != _NUMBER:
                raise self.malformed()
            value = self.value
            self.advance()
            return -value if sign == "-" else value
        return self.postfix(self.atom())

    def postfix(self, value):
        while self.kind == _MARK and self.value in ("[", ".", "("):
            if self.names is None or self.value == "(":
                raise self.malformed()
            if self.accept("."):
                if self.kind != _NAME:
                    raise self.wrong()
                value = getattr(value, self.value)
                self.advance()
            else:
                self.begin("[")
                index = self.items(_MARK, "]")
                self.end("]")
                value = value[index]
        return value

    def begin(self, mark):
        self.depth += 1
        if self.depth > 200:
            raise MemoryError("too many nested brackets")
        self.accept(mark)

    def end(self, mark):
        if self.kind == _END:
            opened = {value: key for key, value in _OPEN.items()}[mark]
            raise self.wrong(f"'{opened}' was never closed")
        if self.kind != _MARK or self.value != mark:
            raise self.wrong("invalid syntax. Perhaps you forgot a comma?" if self.kind != _MARK else
                             "invalid syntax")
        self.depth -= 1
        self.advance()

    def atom(self):
        kind, value = self.kind, self.value
        if kind in (_TEXT, _BYTES):
            return self.texts()
        if kind == _NUMBER:
            self.advance()
            return value
        if kind == _NAME:
            self.advance()
            if value in _SINGLES:
                return _SINGLES[value]
            if value in _WORDS:
                raise self.malformed() if value in ("not", "lambda", "await") else self.wrong()
            if self.names is not None:
                return self.names(value)
            if value == "set" and self.kind == _MARK and self.value == "(":
                self.advance()
                if self.accept(")"):
                    return set()
            raise self.malformed()
        if kind == _MARK and value == "...":
            self.advance()
            return ...
        if kind == _MARK and value in _OPEN:
            return self.display(value)
        if kind == _MARK and value in ("~", "*", "**"):
            raise self.malformed()
        if kind == _END and self.depth:
            raise self.wrong(f"{self.opened!r} was never closed")
        raise self.wrong()

    def texts(self):
        kind, found = self.kind, []
        while self.kind in (_TEXT, _BYTES):
            if self.kind != kind:
                raise self.wrong("cannot mix bytes and nonbytes literals")
            found.append(self.value)
            self.advance()
        return "".join(found) if kind == _TEXT else b"".join(found)

    def display(self, mark):
        close = _OPEN[mark]
        self.opened = mark
        self.begin(mark)
        if self.kind == _MARK and self.value == close:
            self.end(close)
            return () if mark == "(" else [] if mark == "[" else {}
        value = self.dict_or_set() if mark == "{" else self.list_items() if mark == "[" else \
            self.items(_MARK, close)
        self.end(close)
        return value

    def list_items(self):
        found = [self.sum()]
        while self.accept(",") and not (self.kind == _MARK and self.value == "]"):
            found.append(self.sum())
        return found

    def dict_or_set(self):
        first = self.sum()
        if not self.accept(":"):
            found = {first}
            while self.accept(",") and not (self.kind == _MARK and self.value == "}"):
                found.add(self.sum())
            return found
        found = {first: self.sum()}
        while self.accept(",") and not (self.kind == _MARK and self.value == "}"):
            key = self.sum()
            if not self.accept(":"):
                raise self.wrong("':' expected after dictionary key")
            found[key] = self.sum()
        return found


def _as_type(value):
    return type(None) if value is None else value


def literal(text):
    return _Reader(text.lstrip(" \t"), None).whole()


def annotation(text, names):
    """What an annotation's text means; `names` finds a name or raises NameError."""
    return _Reader(text.strip(), names).whole()
