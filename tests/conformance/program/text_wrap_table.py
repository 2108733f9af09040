# A table of texts: columns as wide as needed, wrapped cells, alignment by type.
import textwrap
from itertools import zip_longest


def cells(value, width):
    if isinstance(value, float):
        return [f"{value:.2f}"]
    return textwrap.wrap(str(value), width) or [""]


def table(rows, headers, width_max=14):
    grid = [[cells(value, width_max) for value in row] for row in [headers, *rows]]
    widths = [max(len(line) for row in grid for line in row[i]) for i in range(len(headers))]
    numeric = [all(isinstance(row[i], (int, float)) and not isinstance(row[i], bool) for row in rows) for i in range(len(headers))]
    rule = "+".join(["", *("-" * (w + 2) for w in widths), ""])
    out = [rule]
    for number, row in enumerate(grid):
        for line in zip_longest(*row, fillvalue=""):
            parts = []
            for text, width, is_number in zip(line, widths, numeric):
                parts.append(f" {text:>{width}} " if is_number and number else f" {text:<{width}} ")
            out.append("|" + "|".join(parts) + "|")
        if number == 0:
            out.append(rule.replace("-", "="))
    out.append(rule)
    return "\n".join(out)


print(table([("apple", 3, 1.5, True), ("a very long name of a fruit", 12, 22.25, False), ("", 100, 0.0, None)], ("name", "count", "price", "fresh")))
print(table([(1, "x" * 30), (22, "ab " * 9)], ("n", "text"), 10))
print(table([], ("empty", "table")))
print(textwrap.dedent("""
    indented
      more
    back""").strip())
print(textwrap.fill("The quick brown fox jumps over the lazy dog " * 3, 40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten("Hello wonderful world of words", 20), textwrap.indent("a\n\nb", "> "))
