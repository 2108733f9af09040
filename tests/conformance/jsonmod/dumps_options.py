import json

data = {"b": [1, 2, {"x": None}], "a": {"z": 1.5, "y": [], "w": {}}, "c": "text", "d": [[], [[]], {}]}
print(json.dumps(data, indent=2))
print(json.dumps(data, indent=0))
print(json.dumps(data, indent="\t", sort_keys=True))
print(json.dumps(data, separators=(",", ":")))
print(json.dumps(data, separators=(", ", " = "), indent=1))
print(json.dumps(data, sort_keys=True))
print(json.dumps([1, 2], indent=4), json.dumps([], indent=4), json.dumps({}, indent=4), json.dumps("x", indent=4))
print(json.dumps({"b": 1, "a": 2}, sort_keys=True, ensure_ascii=False, indent=None))
print(json.dumps({(1, 2): 1, "ok": 2}, skipkeys=True))


class P:
    def __init__(self, x):
        self.x = x


print(json.dumps([P(1), {"p": P(2)}], default=lambda o: {"P": o.x}))
