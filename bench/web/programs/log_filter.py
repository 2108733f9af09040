import re
import sys
import time

LINE = re.compile(r'(\d+\.\d+\.\d+\.\d+) - - \[([^\]]+)\] "(GET|POST|PUT) (/[^ "]*) HTTP/1\.[01]" (\d{3}) (\d+)')
SUSPECT = re.compile(r"(?:\.\./|<script|union\s+select|etc/passwd)", re.IGNORECASE)
PAGE = re.compile(r"^/(\w+)(?:/(\d+))?")

PATHS = ["/index.html", "/item/%d", "/user/%d/edit", "/search?q=UNION  SELECT+%d", "/a/../../etc/passwd", "/api/v2/list?page=%d"]


def prepare(n):
    lines = []
    x = 11
    for _ in range(n):
        x = x * 16807 % 2147483647
        path = PATHS[x % 6]
        if "%d" in path:
            path = path % (x % 500)
        status = 200 if x % 11 else 404
        lines.append('%d.%d.0.%d - - [21/Nov/2026:10:%02d:%02d +0000] "%s %s HTTP/1.1" %d %d' % (
            x % 223, x % 199, x % 97, x % 60, x % 59, "POST" if x % 5 == 0 else "GET", path, status, x % 50000))
        if x % 37 == 0:
            lines.append("-- restarted --")
    return "\n".join(lines)


def run(text):
    matched = 0
    bad = 0
    size = 0
    suspects = 0
    pages = {}
    for line in text.split("\n"):
        match = LINE.match(line)
        if match is None:
            bad += 1
            continue
        matched += 1
        size += int(match.group(6))
        path = match.group(4)
        if SUSPECT.search(path):
            suspects += 1
        page = PAGE.match(path)
        if page is not None:
            name = page.group(1)
            pages[name] = pages.get(name, 0) + 1
    hidden = re.sub(r"\d+\.\d+\.\d+\.\d+", "-", text)
    top = sorted(pages.items())
    return "%d %d %d %d %d %s" % (matched, bad, size, suspects, len(hidden), " ".join("%s=%d" % item for item in top))


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
