def solve(n):
    solutions = []

    def place(row, columns, diag1, diag2, board):
        if row == n:
            solutions.append(board[:])
            return
        for c in range(n):
            if c in columns or row + c in diag1 or row - c in diag2:
                continue
            columns.add(c)
            diag1.add(row + c)
            diag2.add(row - c)
            board.append(c)
            place(row + 1, columns, diag1, diag2, board)
            board.pop()
            columns.remove(c)
            diag1.remove(row + c)
            diag2.remove(row - c)

    place(0, set(), set(), set(), [])
    return solutions


def count_bits(n):
    full = (1 << n) - 1

    def go(cols, left, right):
        if cols == full:
            return 1
        total = 0
        free = full & ~(cols | left | right)
        while free:
            bit = free & -free
            free ^= bit
            total += go(cols | bit, (left | bit) << 1, (right | bit) >> 1)
        return total

    return go(0, 0, 0)


for n in range(1, 7):
    print(n, len(solve(n)), count_bits(n))
for board in solve(4):
    for c in board:
        print("." * c + "Q" + "." * (3 - c))
    print()
print(solve(6)[0], count_bits(8), count_bits(9))
