import sys
import time

PLAIN = 0
LIST = 1
CODE = 2


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def inline(text):
    parts = []
    start = 0
    at = 0
    is_strong = False
    is_emphasis = False
    while at < len(text):
        c = text[at]
        if c == "*":
            parts.append(escape(text[start:at]))
            if text.startswith("**", at):
                parts.append("</strong>" if is_strong else "<strong>")
                is_strong = not is_strong
                at += 2
            else:
                parts.append("</em>" if is_emphasis else "<em>")
                is_emphasis = not is_emphasis
                at += 1
            start = at
        elif c == "`":
            end = text.find("`", at + 1)
            if end < 0:
                at += 1
                continue
            parts.append(escape(text[start:at]))
            parts.append("<code>" + escape(text[at + 1:end]) + "</code>")
            at = start = end + 1
        elif c == "[":
            middle = text.find("](", at)
            end = text.find(")", middle) if middle >= 0 else -1
            if end < 0:
                at += 1
                continue
            parts.append(escape(text[start:at]))
            parts.append('<a href="' + escape(text[middle + 2:end]) + '">' + inline(text[at + 1:middle]) + "</a>")
            at = start = end + 1
        else:
            at += 1
    parts.append(escape(text[start:]))
    return "".join(parts)


def render(source):
    out = []
    paragraph = []
    state = PLAIN

    def flush():
        if paragraph:
            out.append("<p>" + inline(" ".join(paragraph)) + "</p>")
            paragraph.clear()

    for line in source.split("\n"):
        if state == CODE:
            if line.startswith("```"):
                out.append("</code></pre>")
                state = PLAIN
            else:
                out.append(escape(line))
            continue
        stripped = line.strip()
        if state == LIST and not stripped.startswith("- "):
            out.append("</ul>")
            state = PLAIN
        if not stripped:
            flush()
        elif stripped.startswith("```"):
            flush()
            out.append("<pre><code>")
            state = CODE
        elif stripped.startswith("#"):
            flush()
            title = stripped.lstrip("#")
            level = len(stripped) - len(title)
            title = title.strip()
            anchor = title.lower().replace(" ", "-")
            out.append(f'<h{level} id="{escape(anchor)}">{inline(title)}</h{level}>')
        elif stripped.startswith("- "):
            flush()
            if state != LIST:
                out.append("<ul>")
                state = LIST
            out.append("<li>" + inline(stripped[2:]) + "</li>")
        elif stripped.startswith("> "):
            flush()
            out.append("<blockquote>" + inline(stripped[2:]) + "</blockquote>")
        else:
            paragraph.append(stripped)
    flush()
    return "\n".join(out)


WORDS = ["alpha", "**bold words**", "*soft*", "`a < b && c`", "[a link](https://example.org/?a=1&b=2)", "plain text",
         "and", "\"quoted\"", "x > y", "some longer run of ordinary words", "[open", "the end."]


def prepare(n):
    lines = []
    x = 3
    for i in range(n):
        x = x * 16807 % 2147483647
        text = " ".join(WORDS[(x >> k) % 12] for k in range(0, 24, 3))
        kind = x % 9
        if kind == 0:
            lines.append("#" * (x % 3 + 1) + " Section %d of Many" % i)
        elif kind < 3:
            lines.append("- " + text)
        elif kind == 3:
            lines.append("")
        elif kind == 4 and x % 5 == 0:
            lines.append("```\nif (a < b) { return \"%d\"; }\n```" % i)
        elif kind == 5:
            lines.append("> " + text)
        else:
            lines.append(text)
    return "\n".join(lines)


def run(source):
    html = render(source)
    return "%d %d %d %d" % (len(html), html.count("<li>"), html.count("<strong>"), html.count("&lt;"))


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
