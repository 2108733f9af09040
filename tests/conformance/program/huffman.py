class Leaf:
    def __init__(self, symbol, weight):
        self.symbol = symbol
        self.weight = weight

    def codes(self, prefix, table):
        table[self.symbol] = prefix or "0"


class Branch:
    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.weight = left.weight + right.weight

    def codes(self, prefix, table):
        self.left.codes(prefix + "0", table)
        self.right.codes(prefix + "1", table)


def build(text):
    counts = {}
    for c in text:
        counts[c] = counts.get(c, 0) + 1
    nodes = [Leaf(c, counts[c]) for c in sorted(counts)]
    while len(nodes) > 1:
        nodes.sort(key=lambda n: n.weight)
        a, b, *rest = nodes
        nodes = rest + [Branch(a, b)]
    return nodes[0]


def encode(text, table):
    return "".join([table[c] for c in text])


def decode(bits, tree):
    out = []
    node = tree
    for bit in bits:
        if isinstance(node, Branch):
            node = node.left if bit == "0" else node.right
        if isinstance(node, Leaf):
            out.append(node.symbol)
            node = tree
    return "".join(out)


for text in ["abracadabra", "aaaa", "the quick brown fox jumps over the lazy dog", "mississippi é日"]:
    tree = build(text)
    table = {}
    tree.codes("", table)
    bits = encode(text, table)
    print(repr(text), len(bits), sorted(table.items(), key=lambda kv: (len(kv[1]), kv[0]))[:5], decode(bits, tree) == text)
