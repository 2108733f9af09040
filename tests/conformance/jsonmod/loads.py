import json

texts = ["null", "true", "false", "0", "-0", "-12", "123456789012345678901234567890", "1.5", "-0.0", "1e5", "1E-2", "2.5e+3", '""', '"abc"', '"\\n\\t\\"\\\\\\/\\b\\f\\r"',
         '"\\u00e9\\u65e5"', '"\\ud83d\\ude00"', '"é日😀"', "[]", "[1, 2,3 ]", "[[],[[1]]]", "{}", '{"a":1}', '{"a": {"b": [1, null, {"c": false}]}}',
         ' \n\t[ 1 , "x" ] \r\n', '{"a": 1, "a": 2}', "NaN", "Infinity", "-Infinity", '{"": 0, " ": [{}]}', "1e400", '"\\ud800"']
for t in texts:
    v = json.loads(t)
    print(t.strip(), "->", repr(v))
v = json.loads('{"items": [{"id": 1, "tags": ["x", "y"]}, {"id": 2.5, "tags": []}], "total": 2}')
print(v["items"][0]["tags"][1], sum([item["id"] for item in v["items"]]), v["total"] + 1, [len(i["tags"]) for i in v["items"]])
print(json.loads(b'[1, "\xc3\xa9"]'), json.loads(json.dumps({"k": [1.5, None, True, "é"]})))
print(json.loads("[1.1, 2]", parse_float=str, parse_int=lambda s: int(s) * 10), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
