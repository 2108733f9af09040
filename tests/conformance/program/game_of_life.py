def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    counts[key] = counts.get(key, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}


def show(cells, width, height):
    for y in range(height):
        print("".join(["#" if (x, y) in cells else "." for x in range(width)]))
    print()


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
cells = glider
for generation in range(5):
    show(cells, 6, 6)
    cells = step(cells)
blinker = {(1, 0), (1, 1), (1, 2)}
print(step(step(blinker)) == blinker, sorted(step(blinker)))
r_pentomino = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}
cells = r_pentomino
sizes = []
for generation in range(60):
    sizes.append(len(cells))
    cells = step(cells)
print(sizes, min(cells), max(cells))
