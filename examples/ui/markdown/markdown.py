"""A renderer of a useful part of Markdown: text to blocks of spans. Ordinary Python, which CPython runs as well."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    kind: str  # text, strong, emphasis, code, link
    text: str
    target: str


@dataclass(frozen=True)
class Block:
    kind: str  # heading, paragraph, item, number, quote, code, rule
    level: int  # of a heading; of an item how deep it stands; of a number which one it is
    spans: list[Span]


MARKS = (("**", "strong"), ("__", "strong"), ("*", "emphasis"), ("_", "emphasis"), ("`", "code"))


def link_at(text: str, at: int) -> tuple[int, Span] | None:
    """[text](target), and where it ends."""
    middle = text.find("](", at)
    if middle < 0:
        return None
    end = text.find(")", middle)
    if end < 0 or "\n" in text[at:end]:
        return None
    return end + 1, Span("link", text[at + 1 : middle], text[middle + 2 : end])


def mark_at(text: str, at: int) -> tuple[int, Span] | None:
    for mark, kind in MARKS:
        if not text.startswith(mark, at):
            continue
        start = at + len(mark)
        end = text.find(mark, start)
        if end > start and not text[start].isspace():
            return end + len(mark), Span(kind, text[start:end], "")
    return None


def spans(text: str) -> list[Span]:
    found: list[Span] = []
    plain = 0
    at = 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            found.append(Span("text", text[plain:at], ""))
            plain = at + 1
            at += 2
            continue
        taken = link_at(text, at) if text[at] == "[" else mark_at(text, at)
        if taken is None:
            at += 1
            continue
        found.append(Span("text", text[plain:at], ""))
        at, span = taken
        found.append(span)
        plain = at
    found.append(Span("text", text[plain:], ""))
    return [span for span in found if span.text]


def heading_level(line: str) -> int:
    level = len(line) - len(line.lstrip("#"))
    return level if 1 <= level <= 6 and line[level : level + 1] == " " else 0


def numbered(line: str) -> int:
    digits = line.split(".", 1)[0]
    return int(digits) if digits.isdigit() and line[len(digits) : len(digits) + 2] == ". " else -1


def render(source: str) -> list[Block]:
    blocks: list[Block] = []
    paragraph: list[str] = []
    code: list[str] | None = None

    def finish() -> None:
        if paragraph:
            blocks.append(Block("paragraph", 0, spans(" ".join(paragraph))))
            paragraph.clear()

    for line in source.split("\n"):
        text = line.strip()
        if code is not None:
            if text.startswith("```"):
                blocks.append(Block("code", 0, [Span("text", "\n".join(code), "")]))
                code = None
            else:
                code.append(line)
            continue
        level = heading_level(text)
        number = numbered(text)
        if not text:
            finish()
        elif text.startswith("```"):
            finish()
            code = []
        elif level:
            finish()
            blocks.append(Block("heading", level, spans(text[level + 1 :].strip())))
        elif text.startswith(("- ", "* ")):
            finish()
            blocks.append(Block("item", (len(line) - len(line.lstrip())) // 2, spans(text[2:])))
        elif number >= 0:
            finish()
            blocks.append(Block("number", number, spans(text[text.index(" ") + 1 :])))
        elif text.startswith(">"):
            finish()
            blocks.append(Block("quote", 0, spans(text[1:].strip())))
        elif len(text) >= 3 and set(text) <= {"-", "*"} and len(set(text)) == 1:
            finish()
            blocks.append(Block("rule", 0, []))
        else:
            paragraph.append(text)
    finish()
    if code is not None:
        blocks.append(Block("code", 0, [Span("text", "\n".join(code), "")]))
    return blocks


def words(source: str) -> int:
    return len(source.split())
