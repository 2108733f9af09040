import sys
import time

PUZZLES = [
    "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
    "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..",
    "..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9",
]


class Queens:
    def __init__(self, n):
        self.n = n
        self.columns = [False] * n
        self.rising = [False] * (2 * n)
        self.falling = [False] * (2 * n)
        self.found = 0

    def place(self, row):
        if row == self.n:
            self.found += 1
            return
        for column in range(self.n):
            up = row + column
            down = row - column + self.n
            if not self.columns[column] and not self.rising[up] and not self.falling[down]:
                self.columns[column] = self.rising[up] = self.falling[down] = True
                self.place(row + 1)
                self.columns[column] = self.rising[up] = self.falling[down] = False


class Sudoku:
    def __init__(self, text):
        self.cells = [0 if c == "." else int(c) for c in text]
        self.rows = [0] * 9
        self.columns = [0] * 9
        self.boxes = [0] * 9
        self.tries = 0
        for at, digit in enumerate(self.cells):
            if digit:
                self.flip(at, 1 << digit)

    def flip(self, at, bit):
        row, column = divmod(at, 9)
        self.rows[row] ^= bit
        self.columns[column] ^= bit
        self.boxes[row // 3 * 3 + column // 3] ^= bit

    def candidates(self, at):
        row, column = divmod(at, 9)
        used = self.rows[row] | self.columns[column] | self.boxes[row // 3 * 3 + column // 3]
        return [digit for digit in range(1, 10) if not used >> digit & 1]

    def solve(self):
        best = -1
        choices = []
        for at in range(81):
            if self.cells[at] == 0:
                digits = self.candidates(at)
                if best < 0 or len(digits) < len(choices):
                    best = at
                    choices = digits
                    if len(digits) < 2:
                        break
        if best < 0:
            return True
        for digit in choices:
            self.tries += 1
            if self.tries > 3000:
                return False
            self.cells[best] = digit
            self.flip(best, 1 << digit)
            if self.solve():
                return True
            self.flip(best, 1 << digit)
        self.cells[best] = 0
        return False


def prepare(n):
    return n


def run(n):
    queens = Queens(n)
    queens.place(0)
    parts = ["%d" % queens.found]
    for text in PUZZLES:
        puzzle = Sudoku(text)
        puzzle.solve()
        parts.append("%d:%s" % (puzzle.tries, "".join(str(digit) for digit in puzzle.cells[:18])))
    return " ".join(parts)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
