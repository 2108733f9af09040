d = {}
d["a"] = 1
d["b"] = 2.0
d["a"] += 0.5
d["b"] += 1
d["c"] = d["a"] > d["b"]
print(d)
counts = {}
for x in [1, 1.0, True, "1", (1,), 1]:
    counts[x] = counts.get(x, 0) + 1
print(counts)
acc = {}
for k, v in [("i", 1), ("f", 0.5), ("s", "x"), ("l", [1]), ("i", 2), ("f", 1), ("s", "y"), ("l", ["z"])]:
    if k in acc:
        acc[k] = acc[k] + v
    else:
        acc[k] = v
print(acc)
m = {i: i * 0.5 for i in range(4)}
m[2] = 1
m["k"] = m[1]
print(m, sum([m[i] for i in range(4)]), {v: k for k, v in m.items()})
by_len = {}
for w in ["a", "bb", "cc", ""]:
    by_len.setdefault(len(w), []).append(w)
by_len["total"] = sum([len(v) for v in by_len.values()])
print(by_len)
e = dict.fromkeys(range(3), 0)
e[1] += 1
e[2] = e[2] / 4
print(e, list(e.values()), sorted(e.values()), max(e, key=e.get))
