RANKS = "23456789TJQKA"
NAMES = ["high card", "pair", "two pairs", "three", "straight", "flush", "full house", "four", "straight flush"]


class Hand:
    def __init__(self, text):
        self.cards = text.split()
        if len(self.cards) != 5 or len(set(self.cards)) != 5:
            raise ValueError("bad hand: " + text)
        self.value = self.evaluate()

    def evaluate(self):
        ranks = sorted([RANKS.index(c[0]) for c in self.cards], reverse=True)
        counts = {}
        for r in ranks:
            counts[r] = counts.get(r, 0) + 1
        groups = sorted(counts.items(), key=lambda kv: (-kv[1], -kv[0]))
        shape = [n for r, n in groups]
        order = [r for r, n in groups]
        flush = len({c[1] for c in self.cards}) == 1
        straight = len(counts) == 5 and ranks[0] - ranks[4] == 4
        if ranks == [12, 3, 2, 1, 0]:
            straight = True
            order = [3, 2, 1, 0, -1]
        if straight and flush:
            kind = 8
        elif shape == [4, 1]:
            kind = 7
        elif shape == [3, 2]:
            kind = 6
        elif flush:
            kind = 5
        elif straight:
            kind = 4
        elif shape[0] == 3:
            kind = 3
        elif shape[:2] == [2, 2]:
            kind = 2
        else:
            kind = 1 if shape[0] == 2 else 0
        return (kind, order)

    def __lt__(self, other):
        return self.value < other.value

    def __eq__(self, other):
        return self.value == other.value

    def __repr__(self):
        return f"{' '.join(self.cards)} ({NAMES[self.value[0]]})"


hands = [Hand(t) for t in ["2H 3D 5S 9C KD", "2C 3H 4S 8C AH", "AS 2S 3S 4S 5S", "AS 2D 3S 4S 5S", "TC JC QC KC AC", "3H 3D 3S 9C 9D", "3H 3D 3S 9C 8D",
                           "3H 3D 7S 7C 8D", "3H 3D 7S TC 8D", "4H 4D 4S 4C 9D", "2H 4H 6H 8H TH", "3C 3S 7D TH 8C"]]
for hand in sorted(hands):
    print(hand)
print(max(hands), hands[8] == hands[11], hands[8] < hands[11], hands[2] < hands[4], hands.index(Hand("3C 3S 7D TH 8C")))
for bad in ("2H 3D", "2H 2H 3D 4D 5D", "1H 3D 5S 9C KD"):
    try:
        Hand(bad)
    except ValueError as e:
        print(e)
