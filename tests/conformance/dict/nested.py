tree = {}


def insert(path, value):
    node = tree
    parts = path.split("/")
    for part in parts[:-1]:
        if part not in node:
            node[part] = {}
        node = node[part]
    node[parts[-1]] = value


def walk(node, depth):
    for name in sorted(node):
        child = node[name]
        if isinstance(child, dict):
            print("  " * depth + name + "/")
            walk(child, depth + 1)
        else:
            print("  " * depth + name, "=", child)


insert("usr/bin/python", 311)
insert("usr/bin/node", 20)
insert("usr/lib/libc", "x")
insert("etc/passwd", None)
insert("readme", [1, 2])
walk(tree, 0)
print(tree["usr"]["bin"]["node"], len(tree["usr"]), tree)
groups = {}
for word in "apple avocado banana blueberry cherry apricot".split():
    groups.setdefault(word[0], []).append(word)
print(groups)
matrix = {(i, j): i * j for i in range(3) for j in range(3)}
print(matrix, matrix[2, 2], sum(matrix.values()))
counts = {}
for c in "mississippi":
    counts[c] = counts.get(c, 0) + 1
print(counts, sorted(counts, key=lambda c: (-counts[c], c)))
d = {"x": {"y": [1, 2, {"z": 5}]}}
d["x"]["y"][2]["z"] += 1
d["x"]["y"][0] *= 10
d["n"] = d["x"]
d["n"]["y"].append("shared")
print(d)
