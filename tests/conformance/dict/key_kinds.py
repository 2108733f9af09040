d = {}
d[1] = "int"
d["1"] = "str"
d[b"1"] = "bytes"
d[(1,)] = "tuple"
d[None] = "none"
d[1.5] = "float"
d[True] = "bool replaces int"
d[2**70] = "big"
d[-1] = "neg"
d[-2] = "neg2"
d[""] = "empty"
d[float("inf")] = "inf"
print(d)
print(d[1.0], d[(True,)], d[2**70], d[None], d[-1], d[-2], d[float("inf")])


class K:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return self.v % 2

    def __eq__(self, other):
        print("eq", self.v, other.v)
        return self.v == other.v

    def __repr__(self):
        return f"K{self.v}"


d = {}
for i in (1, 3, 2, 3, 1):
    d[K(i)] = i
print(d, K(3) in d, K(5) in d)
for bad in ([], {}, set(), [1], (1, [])):
    try:
        d[bad] = 1
    except TypeError as e:
        print("TypeError")
