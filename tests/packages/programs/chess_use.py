# chess: the examples of its README, and counting moves.
import chess

board = chess.Board()
print(board.legal_moves.count(), [board.san(move) for move in board.legal_moves][:6])
for move in ("e4", "e5", "Qh5", "Nc6", "Bc4", "Nf6", "Qxf7"):
    board.push_san(move)
print(board.is_checkmate(), board.result(), board.fen())
print(board)
board.pop()
print(board.turn, board.peek(), chess.square_name(chess.E4))


def perft(position, depth):
    if depth == 0:
        return 1
    count = 0
    for move in position.legal_moves:
        position.push(move)
        count += perft(position, depth - 1)
        position.pop()
    return count


print(perft(chess.Board(), 2))
print(perft(chess.Board("r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1"), 1))
print(list(chess.Board().attackers(chess.WHITE, chess.F3)), chess.Board().piece_at(chess.B8).symbol())
try:
    chess.Board().parse_san("e5")
except ValueError as error:
    print(error)
