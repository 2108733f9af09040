# Solves a hard sudoku: always the cell with the fewest choices first.
import time

PUZZLE = """
8 . . . . . . . .
. . 3 6 . . . . .
. 7 . . 9 . 2 . .
. 5 . . . 7 . . .
. . . . 4 5 7 . .
. . . 1 . . . 3 .
. . 1 . . . . 6 8
. . 8 5 . . . 1 .
. 9 . . . . 4 . .
"""


class Sudoku:
    def __init__(self, text):
        self.cells = [0 if c == "." else int(c) for c in text.split()]
        self.tries = 0

    def choices(self, position):
        row, column = divmod(position, 9)
        taken = set()
        for i in range(9):
            taken.add(self.cells[row * 9 + i])
            taken.add(self.cells[i * 9 + column])
            taken.add(self.cells[(row // 3 * 3 + i // 3) * 9 + column // 3 * 3 + i % 3])
        return [n for n in range(1, 10) if n not in taken]

    def solve(self):
        best = -1
        best_choices = []
        for position in range(81):
            if self.cells[position] == 0:
                choices = self.choices(position)
                if best < 0 or len(choices) < len(best_choices):
                    best = position
                    best_choices = choices
        if best < 0:
            return True
        for n in best_choices:
            self.tries += 1
            self.cells[best] = n
            if self.solve():
                return True
        self.cells[best] = 0
        return False

    def __str__(self):
        lines = []
        for row in range(9):
            if row in (3, 6):
                lines.append("------+-------+------")
            digits = [str(n) if n else "." for n in self.cells[row * 9:row * 9 + 9]]
            lines.append(" | ".join([" ".join(digits[i:i + 3]) for i in (0, 3, 6)]))
        return "\n".join(lines)


sudoku = Sudoku(PUZZLE)
print(sudoku)
start = time.perf_counter()
print("\nsolved:" if sudoku.solve() else "\nno solution:")
print(sudoku)
print(f"{sudoku.tries} tries, {(time.perf_counter() - start) * 1000:.1f} ms")
