def bars(data, width=30):
    top = max(data.values())
    label = max([len(k) for k in data])
    lines = []
    for k, v in data.items():
        filled = round(v / top * width)
        lines.append(f"{k:>{label}} |{'#' * filled:<{width}}| {v}")
    return "\n".join(lines)


def plot(f, x0, x1, width=50, height=12):
    xs = [x0 + (x1 - x0) * i / (width - 1) for i in range(width)]
    ys = [f(x) for x in xs]
    low, high = min(ys), max(ys)
    grid = [[" "] * width for i in range(height)]
    for column, y in enumerate(ys):
        row = int((high - y) / (high - low) * (height - 1) + 0.5)
        grid[row][column] = "*"
    lines = []
    for i, row in enumerate(grid):
        value = high - (high - low) * i / (height - 1)
        lines.append(f"{value:8.2f} |" + "".join(row).rstrip())
    return "\n".join(lines)


def table(rows, headers):
    cells = [headers] + [[str(c) for c in row] for row in rows]
    widths = [max([len(row[i]) for row in cells]) for i in range(len(headers))]
    rule = "+" + "+".join(["-" * (w + 2) for w in widths]) + "+"
    out = [rule]
    for n, row in enumerate(cells):
        out.append("|" + "|".join([f" {c:<{w}} " if n == 0 else f" {c:>{w}} " for c, w in zip(row, widths)]) + "|")
        if n == 0:
            out.append(rule)
    out.append(rule)
    return "\n".join(out)


def tree(node, prefix=""):
    lines = []
    names = sorted(node)
    for i, name in enumerate(names):
        last = i == len(names) - 1
        lines.append(prefix + ("└── " if last else "├── ") + name)
        lines.extend(tree(node[name], prefix + ("    " if last else "│   ")))
    return lines


print(bars({"one": 3, "three": 12.5, "é": 7, "big": 20}))
print(plot(lambda x: x**3 - 3 * x, -2, 2))
print(plot(lambda x: abs(x) - 1, -3, 3, 31, 7))
print(table([["a", 1, 2.5], ["long name", -10**20, None], [True, [1], ()]], ["name", "n", "value"]))
print("\n".join(tree({"src": {"main.py": {}, "lib": {"a.py": {}, "b.py": {}}}, "docs": {}, "tests": {"t": {}}})))
