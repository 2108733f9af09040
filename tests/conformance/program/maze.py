import random


def generate(width, height, seed):
    rng = random.Random(seed)
    cells = [["#"] * (2 * width + 1) for i in range(2 * height + 1)]
    stack = [(0, 0)]
    cells[1][1] = " "
    while stack:
        x, y = stack[-1]
        ways = []
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            nx, ny = x + dx, y + dy
            if 0 <= nx < width and 0 <= ny < height and cells[2 * ny + 1][2 * nx + 1] == "#":
                ways.append((dx, dy))
        if not ways:
            stack.pop()
            continue
        dx, dy = rng.choice(ways)
        cells[2 * y + 1 + dy][2 * x + 1 + dx] = " "
        cells[2 * (y + dy) + 1][2 * (x + dx) + 1] = " "
        stack.append((x + dx, y + dy))
    return cells


def solve(cells, start, goal):
    frontier = [start]
    came = {start: start}
    while frontier:
        following = []
        for x, y in frontier:
            if (x, y) == goal:
                break
            for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if cells[ny][nx] == " " and (nx, ny) not in came:
                    came[nx, ny] = (x, y)
                    following.append((nx, ny))
        else:
            frontier = following
            continue
        break
    path = [goal]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


for seed in (1, "maze"):
    cells = generate(12, 6, seed)
    path = solve(cells, (1, 1), (23, 11))
    for x, y in path:
        cells[y][x] = "."
    print("\n".join(["".join(row) for row in cells]))
    print(len(path))
