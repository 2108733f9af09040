print(set([0.5, 1.5, 2.5, 0.25]), set([1.0, 2.0, 3.0]), set([1e10, 1e-10, -0.5]), set([0.1, 0.2, 0.3, 0.1 + 0.2]), set([float("inf"), -float("inf"), 0.0]))
print(set([(1, 2), (2, 1), (0, 0)]), set([(1,), (2,), (3,), ()]), set([(1, (2, 3)), (1, (3, 2))]), set([(1.5, 2), (2, 1.5)]))
grid = set()
for x in range(5):
    for y in range(5):
        if (x * y) % 3 == 1:
            grid.add((x, y))
print(grid)
neighbours = set()
for x, y in grid:
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            neighbours.add((x + dx, y + dy))
print(neighbours)
print(neighbours - grid)
print({x / 4 for x in range(12)})
print(set([1, 2.5, (3, 4), 2**80, -7, 0.125]))
