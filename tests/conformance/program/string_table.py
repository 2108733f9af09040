text = "alpha beta gamma alpha delta beta alpha epsilon"
words = text.split()
ids = {}
order = []
for w in words:
    if w not in ids:
        ids[w] = len(order)
        order.append(w)
encoded = [ids[w] for w in words]
decoded = " ".join([order[i] for i in encoded])
print(ids, encoded, decoded == text)
pairs = {}
for a, b in zip(encoded, encoded[1:]):
    pairs[a, b] = pairs.get((a, b), 0) + 1
print(sorted(pairs.items(), key=lambda kv: (-kv[1], kv[0])))
index = {}
for position, w in enumerate(words):
    for n in range(1, 4):
        index.setdefault(w[:n], set()).add(position)
print({k: sorted(v) for k, v in sorted(index.items()) if len(v) > 1})
print([w for w in order if sorted(index[w[:1]]) == [w2 for w2 in range(len(words)) if words[w2][0] == w[0]]])
trie = {}
for w in words:
    node = trie
    for c in w:
        node = node.setdefault(c, {})
    node["$"] = node.get("$", 0) + 1


def collect(node, prefix):
    out = []
    for c in sorted(node):
        if c == "$":
            out.append((prefix, node["$"]))
        else:
            out.extend(collect(node[c], prefix + c))
    return out


print(collect(trie, ""), collect(trie["a"]["l"], "al"), "z" in trie)
caps = {w: w.capitalize() for w in order}
print(" ".join([caps[w] for w in words]), {v: k for k, v in caps.items()}["Beta"])
lengths = {}
for w in order:
    lengths.setdefault(len(w), []).append(w)
print(lengths, max(lengths), [len(v) for k, v in sorted(lengths.items())])
