import sys
import time

from krait.web import document

ADJECTIVES = ["pretty", "large", "big", "small", "tall", "short", "long", "handsome", "plain", "quaint"]
NOUNS = ["table", "chair", "house", "bbq", "desk", "car", "pony", "cookie", "sandwich", "burger"]


def labels(n):
    result = []
    x = 41
    for _ in range(n):
        x = x * 16807 % 2147483647
        result.append(f"{ADJECTIVES[x % 10]} {NOUNS[x // 10 % 10]}")
    return result


def make_row(ident, label):
    row = document.createElement("tr")
    for text, name in ((str(ident), "ident"), (label, "label"), ("x", "remove")):
        cell = document.createElement("td")
        cell.className = name
        cell.textContent = text
        row.appendChild(cell)
    return row


def prepare(n):
    return labels(n)


def run(names):
    table = document.createElement("table")
    body = document.createElement("tbody")
    table.appendChild(body)
    document.body.appendChild(table)
    rows = []
    for ident, label in enumerate(names):
        row = make_row(ident, label)
        rows.append(row)
        body.appendChild(row)
    for at in range(0, len(rows), 10):
        cell = rows[at].childNodes[1]
        cell.textContent = names[at] + " !!!"
    for at in range(1, len(rows) // 2, 7):
        first = rows[at]
        second = rows[-1 - at]
        after = second.nextSibling
        body.insertBefore(second, first)
        body.insertBefore(first, after)
        rows[at] = second
        rows[-1 - at] = first
    for at in range(0, len(rows), 5):
        rows[at].remove()
    text = body.textContent
    checksum = 0
    for at in range(0, len(text), 97):
        checksum = (checksum * 31 + ord(text[at])) % 1000003
    body.textContent = ""
    table.remove()
    return f"{len(text)} {checksum}"


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
