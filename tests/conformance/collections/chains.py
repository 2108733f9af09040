from collections import ChainMap

defaults = {"color": "red", "user": "guest"}
env = {"user": "admin"}
args = {}
c = ChainMap(args, env, defaults)
print(c["color"], c["user"], len(c), sorted(c), "user" in c, "none" in c, c.get("none", 1))
c["color"] = "blue"
print(args, defaults, c.maps)
child = c.new_child({"deep": 1})
print(child["deep"], child["user"], child.parents == c, len(child.maps))
print(c.new_child(x=1)["x"])
del c["color"]
print(c["color"])
try:
    del c["color"]
except KeyError as e:
    print(e)
try:
    c["nothing"]
except KeyError as e:
    print("KeyError", e)
try:
    ChainMap().popitem()
except KeyError as e:
    print(e)
print(ChainMap({"a": 1}, {"b": 2}))
print(dict(ChainMap({"a": 1}, {"b": 2, "a": 3})), list(ChainMap({"a": 1}, {"b": 2, "a": 3})))
print(ChainMap({"a": 1}) == {"a": 1}, bool(ChainMap()), bool(ChainMap({}, {1: 2})))
print(ChainMap({"a": 1}) | {"c": 3}, {"c": 3} | ChainMap({"a": 1}, {"b": 1}))
m = ChainMap({}, {"x": [1]})
m.setdefault("x", []).append(2)
print(m, m.pop("q", None), list(m.items()), list(m.values()))
n = m.copy()
n["only"] = 1
print("only" in m, n.maps[1] is m.maps[1])
m |= {"k": 1}
m.update(z=2)
print(m.maps[0], ChainMap.fromkeys("ab", 0))
