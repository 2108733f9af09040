d = {"a": 1, "b": 2, "c": 3}
keys = d.keys()
values = d.values()
items = d.items()
d["d"] = 4
print(len(keys), list(keys), list(values), list(items), "d" in keys, 4 in values, ("a", 1) in items, ("a", 2) in items)
print(sorted(keys & {"a", "z"}), sorted(keys | {"z"}), sorted(keys - {"a"}), sorted(keys ^ {"a", "q"}))
print(keys == {"a", "b", "c", "d"}, d.keys() == {"d": 0, "c": 0, "b": 0, "a": 0}.keys(), sorted(items & {("a", 1)}))
print(sum(d.values()), max(d.values()), sorted(d.values(), reverse=True), list(map(str, d.values())), min(d, key=d.get), max(d, key=lambda k: d[k]))
for i, (k, v) in enumerate(d.items()):
    print(i, k, v)
print(list(zip(d, d.values())), [k + str(v) for k, v in d.items() if v % 2], keys.isdisjoint(["x"]))
