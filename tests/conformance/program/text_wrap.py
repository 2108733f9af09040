TEXT = """The quick brown fox jumps over the lazy dog. Pack my box with five dozen
liquor jugs. How vexingly quick daft zebras jump! Supercalifragilisticexpialidocious
words need to be broken somewhere, naïvely or otherwise."""


def wrap(text, width):
    lines = []
    line = ""
    for word in text.split():
        while len(word) > width:
            if line:
                lines.append(line)
                line = ""
            lines.append(word[: width - 1] + "-")
            word = word[width - 1 :]
        if not line:
            line = word
        elif len(line) + 1 + len(word) <= width:
            line += " " + word
        else:
            lines.append(line)
            line = word
    if line:
        lines.append(line)
    return lines


def justify(line, width):
    words = line.split()
    if len(words) == 1:
        return line.ljust(width)
    gaps = len(words) - 1
    spaces = width - sum([len(w) for w in words])
    out = ""
    for i, word in enumerate(words[:-1]):
        out += word + " " * (spaces // gaps + (1 if i < spaces % gaps else 0))
    return out + words[-1]


for width in (20, 33):
    for line in wrap(TEXT, width):
        print(f"|{line:<{width}}|{line:>{width}}|{line:^{width}}|{justify(line, width)}|")
print(wrap("", 10), wrap("a", 1), wrap("abc def", 3))
