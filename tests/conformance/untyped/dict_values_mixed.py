person = {"name": "Ann", "age": 30, "height": 1.7, "tags": ["a", "b"], "address": {"city": "X", "zip": None}, 5: "five", (1, 2): True}
print(person["name"].lower(), person["age"] + 1, person["height"] * 2, person["tags"][0], person["address"]["zip"], person[5], person[1, 2])
for k, v in person.items():
    print(repr(k), repr(v), isinstance(v, (str, int)), v if not isinstance(v, (list, dict)) else len(v))
person["age"] += 0.5
person["name"] = ["Ann", "Lee"]
person["name"].append(3)
person["tags"] = ",".join(person["tags"])
print(person)


def get(d, path, default=None):
    node = d
    for key in path:
        if isinstance(node, dict) and key in node:
            node = node[key]
        elif isinstance(node, list) and isinstance(key, int) and key < len(node):
            node = node[key]
        else:
            return default
    return node


print(get(person, ["address", "city"]), get(person, ["name", 2]), get(person, ["nope"], 0), get(person, []) is person, get([1, {"a": "b"}], [1, "a"]))
registry = {"add": lambda a, b: a + b, "pi": 3.14, "names": set(["x"]), "none": None}
print(registry["add"](1, 2), registry["add"]("a", "b"), registry["pi"] + 1, "x" in registry["names"], registry["none"] is None, registry.get("q", [])[:1])
