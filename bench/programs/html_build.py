import sys
import time


def prepare(n):
    rows = []
    x = 5
    for i in range(n):
        x = x * 16807 % 2147483647
        title = "Item <%d> & \"friends\"" % (x % 1000) if x % 4 == 0 else "Plain item %d" % (x % 1000)
        rows.append((i, title, "note's %d" % (x % 77), x % 10000 / 100, x % 5 == 0))
    return rows


def escape(text):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def render_row(number, title, note, price, on_sale):
    css = "row sale" if on_sale else "row"
    cells = f'<td class="id">{number}</td><td>{escape(title)}</td><td>{escape(note)}</td>'
    return f'<tr class="{css}">{cells}<td class="price">{price:.2f}</td></tr>\n'


def render(rows):
    parts = ["<!doctype html>\n<table>\n"]
    for number, title, note, price, on_sale in rows:
        parts.append(render_row(number, title, note, price, on_sale))
    parts.append("</table>\n")
    return "".join(parts)


def run(rows):
    page = render(rows)
    sales = page.count("row sale")
    last = page.rfind("&quot;")
    total = 0
    for line in page.split("\n"):
        if line.startswith("<tr") and "&amp;" in line:
            total += len(line)
    return "%d %d %d %d" % (len(page), sales, last, total)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
