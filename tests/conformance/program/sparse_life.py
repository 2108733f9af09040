# Game of life on a set of cells, patterns by text, periods found by hashing; numpy-free image of it.
from collections import Counter
from itertools import count, product


class Life:
    def __init__(self, cells):
        self.cells = frozenset(cells)

    @classmethod
    def parse(cls, text, alive="#"):
        return cls((x, y) for y, line in enumerate(text.strip("\n").split("\n")) for x, c in enumerate(line) if c == alive)

    def step(self):
        around = Counter((x + dx, y + dy) for x, y in self.cells for dx, dy in product((-1, 0, 1), repeat=2) if dx or dy)
        return Life(cell for cell, n in around.items() if n == 3 or n == 2 and cell in self.cells)

    def normal(self):
        left, top = min(x for x, _ in self.cells), min(y for _, y in self.cells)
        return frozenset((x - left, y - top) for x, y in self.cells)

    def __len__(self):
        return len(self.cells)

    def __eq__(self, other):
        return self.cells == other.cells

    def __hash__(self):
        return hash(self.cells)

    def __str__(self):
        if not self.cells:
            return "(empty)"
        cells = self.normal()
        width, height = max(x for x, _ in cells) + 1, max(y for _, y in cells) + 1
        return "\n".join("".join("#" if (x, y) in cells else "." for x in range(width)) for y in range(height))


def period(life, limit=60):
    seen = {}
    for n in count():
        if n > limit or not life.cells:
            return None
        shape = life.normal()
        if shape in seen:
            return n - seen[shape]
        seen[shape] = n
        life = life.step()


blinker = Life.parse("###")
glider = Life.parse(".#.\n..#\n###")
print(blinker.step(), blinker.step().step() == blinker, period(blinker), period(glider), period(Life.parse("##\n##")))
moved = glider
for _ in range(8):
    moved = moved.step()
print(min(moved.cells), len(moved), moved, sep="\n")
pentomino = Life.parse(".##\n##.\n.#.")
history = []
for _ in range(40):
    history.append(len(pentomino))
    pentomino = pentomino.step()
print(history)
print(period(Life.parse("#")), Life([]), hash(Life([(1, 2)])) == hash(Life([(1, 2)])))
bits = [sum(1 << x for x, y in glider.cells if y == row) for row in range(3)]
print(bits, [f"{b:03b}"[::-1] for b in bits])
