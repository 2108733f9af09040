"""A* on a grid, the game of life on a set of cells, digits of pi with big integers."""
import heapq
import sys
import time


def shortest(width, walls):
    start = 0
    goal = width * width - 1
    costs = {start: 0}
    queue = [(0, start)]
    while queue:
        _, at = heapq.heappop(queue)
        if at == goal:
            return costs[at]
        x = at % width
        y = at // width
        cost = costs[at] + 1
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            nx = x + dx
            ny = y + dy
            if 0 <= nx < width and 0 <= ny < width:
                to = ny * width + nx
                if to not in walls and (to not in costs or cost < costs[to]):
                    costs[to] = cost
                    heapq.heappush(queue, (cost + width - 1 - nx + width - 1 - ny, to))
    return -1


def maze(width):
    walls = set()
    x = 31
    for at in range(1, width * width - 1):
        x = x * 16807 % 2147483647
        if x % 100 < 28:
            walls.add(at)
    return walls


def generation(alive):
    counts = {}
    for cell in alive:
        for neighbour in (cell - 1025, cell - 1024, cell - 1023, cell - 1, cell + 1, cell + 1023, cell + 1024, cell + 1025):
            counts[neighbour] = counts.get(neighbour, 0) + 1
    return {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in alive)}


def life(turns):
    alive = {512 * 1024 + 512 + at for at in (1, 1024 + 3, 2048, 2049, 2052, 2053, 2054)}  # an acorn
    for _ in range(turns):
        alive = generation(alive)
    return len(alive)


def pi_digits(n):
    digits = []
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while len(digits) < n:
        if 4 * q + r - t < m * t:
            digits.append(str(m))
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(digits)


def prepare(n):
    return n, maze(n)


def run(data):
    n, walls = data
    return "%d %d %s" % (shortest(n, walls), life(n), pi_digits(n * 2)[-10:])


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
