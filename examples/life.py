# Conway's game of life on an endless board: the set of the living cells is all there is.
import time

GLIDER_GUN = """
........................O...........
......................O.O...........
............OO......OO............OO
...........O...O....OO............OO
OO........O.....O...OO..............
OO........O...O.OO....O.O...........
..........O.....O.......O...........
...........O...O....................
............OO......................
"""


def parse(text):
    cells = set()
    for y, line in enumerate(text.strip().split("\n")):
        for x, c in enumerate(line):
            if c == "O":
                cells.add((x, y))
    return cells


def step(cells):
    neighbours = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx != 0 or dy != 0:
                    key = (x + dx, y + dy)
                    neighbours[key] = neighbours.get(key, 0) + 1
    return {cell for cell, n in neighbours.items() if n == 3 or n == 2 and cell in cells}


def show(cells, width, height):
    for y in range(height):
        print("".join(["█" if (x, y) in cells else "·" for x in range(width)]))


cells = parse(GLIDER_GUN)
start = time.perf_counter()
for generation in range(121):
    if generation % 30 == 0:
        print(f"generation {generation}: {len(cells)} cells")
        show(cells, 48, 18)
    cells = step(cells)
print(f"{(time.perf_counter() - start) * 1000:.0f} ms")
