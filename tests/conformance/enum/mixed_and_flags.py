# IntEnum, StrEnum, Flag, IntFlag.
from enum import IntEnum, StrEnum, Flag, IntFlag, auto

class N(IntEnum):
    A = 1
    B = auto()
    C = auto()
print(N.A + 1, N.B, N.B == 2, repr(N.C), N.A < N.B, sorted(N, reverse=True), f"{N.A} {N.B:03d} {N.C!r}", "%d" % N.A, [10, 20, 30][N.B], int(N.C), max(N), N(2) is N.B)
class S(StrEnum):
    ONE = auto()
    TWO = "deux"
print(S.ONE, S.TWO, S.ONE == "one", S.TWO.upper(), f"{S.ONE:>5}", repr(S.TWO), "-".join(S), S("deux"))
class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(P.R | P.W, P.R in P.RW, P.RW, list(P), list(P.RW), ~P.R, P.R & P.W, bool(P.R & P.W), P(0), P.R ^ P.RW, repr(P.R | P.X), P(5), len(P.RW), P.RW & P.W is P.W)
try:
    P(64)
except ValueError as e:
    print(e)
class Q(IntFlag):
    A = 1
    B = 2
print(Q.A | Q.B, repr(Q.A | Q.B), Q.A | 8, repr(Q.A | 8), Q.A + 1, Q(3) & Q.B, repr(~Q.A))
