def most_common(text, n):
    counts = {}
    for c in text:
        if c.isalpha():
            counts[c] = counts.get(c, 0) + 1
    return sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:n]


def memoize(f):
    cache = {}

    def wrapped(a, b):
        key = (a, b)
        if key not in cache:
            cache[key] = f(a, b)
        return cache[key]

    return wrapped, cache


calls = []


def slow(a, b):
    calls.append((a, b))
    return a * b


fast, cache = memoize(slow)
print(most_common("the theory of everything", 4), fast(2, 3), fast(2, 3), fast(2.0, 3), fast("a", 3), fast((1,), 2), len(calls), cache)


def lattice(x, y, memo):
    if x == 0 or y == 0:
        return 1
    if (x, y) not in memo:
        memo[x, y] = lattice(x - 1, y, memo) + lattice(x, y - 1, memo)
    return memo[x, y]


memo = {}
print(lattice(20, 20, memo), len(memo), memo[1, 1], lattice(40, 40, {}))
inverted = {}
for word in "one two three four five six seven".split():
    inverted.setdefault(len(word), []).append(word)
print(inverted, {k: len(v) for k, v in inverted.items()})
merged = {}
for d in ({"a": [1]}, {"b": [2]}, {"a": [3], "c": []}):
    for k, v in d.items():
        merged[k] = merged.get(k, []) + v
print(merged)
grid = {}
for y, row in enumerate(["#.#", "..#"]):
    for x, c in enumerate(row):
        grid[x, y] = c
print([p for p, c in grid.items() if c == "#"], max(grid), grid.get((9, 9), "off"), (0, 0) in grid)
while grid:
    (x, y), c = grid.popitem()
    print(x, y, c, end=";")
print(grid)
