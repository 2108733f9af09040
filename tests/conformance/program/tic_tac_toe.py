LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def winner(board):
    for a, b, c in LINES:
        if board[a] != "." and board[a] == board[b] == board[c]:
            return board[a]
    return "draw" if "." not in board else None


def minimax(board, player, memo):
    key = ("".join(board), player)
    if key in memo:
        return memo[key]
    result = winner(board)
    if result is not None:
        memo[key] = ({"X": 1, "O": -1, "draw": 0}[result], None)
        return memo[key]
    best = None
    for i in range(9):
        if board[i] == ".":
            board[i] = player
            score, _ = minimax(board, "O" if player == "X" else "X", memo)
            board[i] = "."
            if best is None or (score > best[0] if player == "X" else score < best[0]):
                best = (score, i)
    memo[key] = best
    return best


def play(first):
    board = list("." * 9)
    memo = {}
    player = first
    moves = []
    while winner(board) is None:
        score, move = minimax(board, player, memo)
        board[move] = player
        moves.append((player, move, score))
        player = "O" if player == "X" else "X"
    return board, moves, len(memo)


board, moves, states = play("X")
for i in range(0, 9, 3):
    print(" ".join(board[i : i + 3]))
print(moves, winner(board), states)
print(minimax(list("XX.OO...."), "X", {}), minimax(list("XX.OO...."), "O", {}), winner(list("XXXOO....")), winner(list("XOXXOXOXO")))
