PUZZLE = """
53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79
"""


def parse(text):
    return [[0 if c == "." else int(c) for c in line] for line in text.split()]


def candidates(grid, r, c):
    used = set(grid[r])
    for i in range(9):
        used.add(grid[i][c])
    br, bc = r // 3 * 3, c // 3 * 3
    for i in range(br, br + 3):
        for j in range(bc, bc + 3):
            used.add(grid[i][j])
    return [n for n in range(1, 10) if n not in used]


def solve(grid, stats):
    stats["calls"] += 1
    best = None
    for r in range(9):
        for c in range(9):
            if grid[r][c] == 0:
                options = candidates(grid, r, c)
                if best is None or len(options) < len(best[2]):
                    best = (r, c, options)
    if best is None:
        return True
    r, c, options = best
    for n in options:
        grid[r][c] = n
        if solve(grid, stats):
            return True
    grid[r][c] = 0
    return False


grid = parse(PUZZLE)
stats = {"calls": 0}
print(solve(grid, stats), stats)
for row in grid:
    print(" ".join(map(str, row)))
print(all([sorted(row) == list(range(1, 10)) for row in grid]), sum([grid[i][i] for i in range(9)]))
