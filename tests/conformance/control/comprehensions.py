print([x * x for x in range(10)], [x for x in range(20) if x % 2 if x % 3], [(x, y) for x in range(3) for y in "ab"])
print({x: x**2 for x in range(5)}, {x % 3 for x in range(10)}, [[i * j for j in range(3)] for i in range(3)])
print([y for row in [[1, 2], [3], []] for y in row], [x if x % 2 else -x for x in range(6)], {k: v for k, v in zip("abc", [1, 2, 3])})
x = "outer"
squares = [x for x in range(5)]
print(x, squares)


def scope():
    y = 10
    fs = [lambda: i + y for i in range(3)]
    return [f() for f in fs]


print(scope())
n = 3
print([n * k for k in range(n)], [a + b for a, b in [(1, 2), (3, 4)]], [first for first, *rest in ["abc", "de"]])
print([len(w) for w in "the quick brown".split() if w != "the"], [c for c in "hello" if c not in "aeiou"])
print([[col for col in row if col > 1] for row in [[1, 2, 3], [0, 5]] if len(row) > 1])
print([z for z in [1, 2, 3, 4] if not z & 1], {str(k): [k] * k for k in range(3)}, [i for i in range(5) if i == 2 or i > 3])
data = [{"n": "a", "v": 1}, {"n": "b", "v": None}]
print([r["n"] for r in data if r["v"] is not None], {r["n"]: r["v"] for r in data})


class T:
    k = 5
    squares = [i * i for i in range(3)]


print(T.squares, T.k)
print(sum([x for x in range(101)]), max([abs(v) for v in (-5, 3)]), "".join([chr(97 + i) for i in range(26)]))
print([x for x in [y * 2 for y in range(4)] if x], [(lambda v: v + 1)(v) for v in range(3)])
