from collections import defaultdict

groups = defaultdict(list)
for word in "apple bean avocado beet carrot artichoke".split():
    groups[word[0]].append(word)
print(groups)
print(dict(groups), len(groups), "z" in groups, groups.get("z"), "z" in groups)
counts = defaultdict(int)
for letter in "mississippi":
    counts[letter] += 1
print(sorted(counts.items()), counts["new"], counts)
tree = lambda: defaultdict(tree)
root = tree()
root["a"]["b"]["c"] = 1
print(root["a"]["b"]["c"], list(root["a"]))
nested = defaultdict(lambda: defaultdict(int))
nested["x"]["y"] += 5
print({k: dict(v) for k, v in nested.items()})
plain = defaultdict()
try:
    plain["missing"]
except KeyError as e:
    print("KeyError", e, plain.default_factory)
plain.default_factory = set
plain["s"].add(1)
print(plain)
try:
    defaultdict(3)
except TypeError as e:
    print(e)
given = defaultdict(int, {"a": 1}, b=2)
print(given, given == {"a": 1, "b": 2}, isinstance(given, dict))
copied = given.copy()
copied["c"] += 1
print(copied, given, type(copied).__name__, copied.default_factory)
print(given | {"z": 26}, {"z": 26} | given)
given |= {"q": 1}
print(given)


def fails():
    raise ValueError("factory")


f = defaultdict(fails)
try:
    f["x"]
except ValueError as e:
    print(e, len(f))


class Keyed(dict):
    def __missing__(self, key):
        value = self[key] = key * 2
        return value


k = Keyed()
print(k["ab"], k, k.get("zz"))


class Loud(defaultdict):
    def __missing__(self, key):
        print("missing", key)
        return super().__missing__(key)


loud = Loud(lambda: 7)
print(loud["q"], loud["q"], loud.pop("q"), dict(loud))
loop = defaultdict(list)
loop["self"].append(loop)
print(loop)
print(repr(defaultdict(None)), defaultdict(str)["x"] == "")
