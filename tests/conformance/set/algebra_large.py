a = set(range(0, 200, 2))
b = set(range(0, 200, 3))
print(len(a | b), len(a & b), len(a - b), len(a ^ b), sorted(a & b)[:6], sum(a ^ b), max(a - b), min(b - a))
print((a | b) - (a & b) == a ^ b, a - b == a & (a ^ b), a >= a & b, a & b <= b, (a - b).isdisjoint(b), not a & set())
print(set("hello") & set("world") == {"l", "o"}, sorted(set("hello") | set("world")), len({1, 1.0, True, "1"}))
sieve = set(range(2, 100))
for p in range(2, 10):
    sieve -= set(range(p * p, 100, p))
print(sorted(sieve), list(sieve) == sorted(sieve))
pairs = {(x, y) for x in range(6) for y in range(6) if (x + y) % 4 == 0}
print(sorted(pairs), {(y, x) for x, y in pairs} == pairs, len({frozen for frozen in map(tuple, [[1, 2], [1, 2], [2, 1]])}))
words = "a b c a d b".split()
seen = set()
unique = []
for w in words:
    if w not in seen:
        seen.add(w)
        unique.append(w)
print(unique, len(seen), seen == set(words), {len(w) for w in words})
groups = [{1, 2}, {3}, {2, 4}, {5, 6}, {6, 3}]
merged = []
for g in groups:
    touching = [m for m in merged if m & g]
    for m in touching:
        merged.remove(m)
        g = g | m
    merged.append(g)
print([sorted(m) for m in merged])
s = set()
for x in [3, "a", None, 2.5, (1,), True, b"x", 3.0]:
    s.add(x)
print(len(s), None in s, 1 in s, (1,) in s, [x in s for x in ("b", 3, b"x")])
