import json


def build(depth):
    if depth == 0:
        return ["leaf", None, True, 1.5, -7, "é\n"]
    return {"level": depth, "child": build(depth - 1), "list": [build(0)] * 2 if depth < 2 else []}


v = build(4)
text = json.dumps(v)
print(len(text), json.loads(text) == v, json.dumps(json.loads(text)) == text)
print(json.dumps(json.loads(json.dumps(v, indent=3)), sort_keys=True) == json.dumps(v, sort_keys=True))
numbers = [0.1, 1 / 3, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 123456789.123, -0.0, 2.0**60, 2**60, 2**64, -(2**63)]
print(json.dumps(numbers), json.loads(json.dumps(numbers)) == numbers)
rows = [{"id": i, "name": "row %d" % i, "score": i * 1.25, "tags": ["t%d" % (i % 3)], "ok": i % 2 == 0} for i in range(50)]
text = json.dumps(rows)
back = json.loads(text)
print(back == rows, len(text), back[49], sum([r["score"] for r in back]))
