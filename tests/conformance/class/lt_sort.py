class Version:
    def __init__(self, text):
        self.parts = [int(p) for p in text.split(".")]

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return ".".join(map(str, self.parts))


vs = [Version(t) for t in "1.10 1.2 2.0 1.2.1 0.9 1.10".split()]
print(sorted(vs), sorted(vs, reverse=True), min(vs), max(vs), vs[0] < vs[1], vs[0] > vs[1])
vs.sort()
print(vs)
print(sorted([(Version("2"), 1), (Version("1"), 5)]), max([Version("3"), Version("12")], key=lambda v: -v.parts[0]))
for f in (lambda: vs[0] <= vs[1], lambda: vs[0] < 5, lambda: 5 < vs[0], lambda: vs[0] >= vs[1]):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(e)


class Card:
    def __init__(self, rank, suit):
        self.rank = rank
        self.suit = suit

    def __lt__(self, other):
        if self.rank != other.rank:
            return self.rank < other.rank
        return self.suit < other.suit

    def __eq__(self, other):
        return self.rank == other.rank and self.suit == other.suit

    def __str__(self):
        return f"{self.rank}{self.suit}"


hand = [Card(r, s) for r, s in [(10, "H"), (2, "S"), (10, "C"), (2, "S")]]
print(" ".join([str(c) for c in sorted(hand)]), hand[1] == hand[3], str(max(hand)), [str(c) for c in hand])
