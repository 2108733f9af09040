# Wraps, fills and justifies paragraphs.
TEXT = """It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of
foolishness,   it was the epoch of belief ... and a-very-long-hyphenated-word-that-does-not-fit-anywhere."""


def wrap(text, width=40, indent="", next_indent=""):
    lines = []
    line = indent
    is_empty = True
    for word in text.split():
        space = "" if is_empty else " "
        if len(line) + len(space) + len(word) <= width:
            line += space + word
            is_empty = False
            continue
        if not is_empty:
            lines.append(line)
            line = next_indent
        while len(line) + len(word) > width:
            room = width - len(line)
            lines.append(line + word[:room])
            word = word[room:]
            line = next_indent
        line += word
        is_empty = False
    if not is_empty:
        lines.append(line)
    return lines


def justify(lines, width):
    out = []
    for number, line in enumerate(lines):
        words = line.split()
        if number == len(lines) - 1 or len(words) < 2:
            out.append(line)
            continue
        gaps = len(words) - 1
        blanks = width - sum(len(w) for w in words)
        each, more = divmod(blanks, gaps)
        text = words[0]
        for i, word in enumerate(words[1:]):
            text += " " * (each + (1 if i < more else 0)) + word
        out.append(text)
    return out


def dedent(text):
    lines = text.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(margins) if margins else 0
    return "\n".join(line[margin:] if line.strip() else "" for line in lines)


for width in (20, 33, 60):
    print("-" * width)
    for line in justify(wrap(TEXT, width), width):
        print(line)
print("\n".join(wrap("one two three four five six seven", 18, "* ", "  ")))
print(repr(dedent("    a\n      b\n\n    c")), wrap(""), wrap("   "), wrap("abc", 1))
for line in wrap(TEXT, 30):
    print("|" + line.center(30) + "|" + line.rjust(32, ".") + "|")
