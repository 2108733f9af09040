# A tokenizer by regular expression, a formatter, substitutions with functions.
import re
from typing import NamedTuple


class Token(NamedTuple):
    kind: str
    text: str
    line: int
    column: int


SPEC = [("NUMBER", r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?"), ("NAME", r"[A-Za-z_]\w*"), ("STRING", r'"(?:\\.|[^"\\\n])*"'),
        ("OP", r"[-+*/=<>!]=?|[(){};,]"), ("COMMENT", r"\#[^\n]*"), ("NEWLINE", r"\n"), ("SPACE", r"[ \t]+"), ("BAD", r".")]
PATTERN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SPEC))
KEYWORDS = {"if", "else", "while", "let"}


def tokens(text):
    line, start = 1, 0
    for match in PATTERN.finditer(text):
        kind, value = match.lastgroup, match.group()
        column = match.start() - start + 1
        if kind == "NEWLINE":
            line, start = line + 1, match.end()
        elif kind == "BAD":
            raise SyntaxError(f"{value!r} at {line}:{column}")
        elif kind not in ("SPACE", "COMMENT"):
            yield Token(value.upper() if value in KEYWORDS else kind, value, line, column)


SOURCE = '''let x = 3.5e2; # start
while x >= 10 { x = x / 2 }
print("a \\"quoted\\" text", x)
'''
for token in tokens(SOURCE):
    print(f"{token.line}:{token.column:<3} {token.kind:<7} {token.text}")
try:
    list(tokens("let y = 3 $ 4"))
except SyntaxError as e:
    print(e)
print(re.sub(r"(\w+)@(\w+)\.com", lambda m: f"{m[2].upper()}:{m[1]}", "ann@site.com, bob@other.com"))
print(re.sub(r"(?P<d>\d+)-(?P<m>\d+)", r"\g<m>/\g<d>", "10-12 and 3-4"), re.split(r"\s*[,;]\s*", "a , b;c,d"))
date = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.VERBOSE)
m = date.search("on 2024-02-29!")
print(m.groupdict(), m.span(), m.start("m"), m.expand(r"\3.\2.\1"), m["y"], m.lastindex)
print(re.findall(r"(a)(b)?", "ab a"), re.fullmatch(r"[ab]+", "abc"), re.match(r"(?i)HeLLo", "hello").group(0))
print(re.sub("x*", "-", "abxd"), re.subn("[aeiou]", "", "education", count=3), re.escape("a.b*c"))
print([m.group() for m in re.finditer(r"(?<=\$)\d+(?=\b)", "$10 and $25 or 30")], bool(re.search(r"^b$", "a\nb", re.M)))
table = {"&": "&amp;", "<": "&lt;"}
print(re.sub("[&<]", lambda m: table[m.group()], "a<b & c"), "%s" % re.compile("a|b").pattern)
try:
    re.compile("(a")
except re.error as e:
    print("error:", e.msg, e.pos)
