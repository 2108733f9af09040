# Strings whose specials stand at every place of a block, numbers at the edges of a word, keys that repeat.
import json

for n in list(range(0, 35)) + [100]:
    base = ("abcdefghijklmnopqrstuvwxyz" * 5)[:n]
    assert json.dumps(base) == '"' + base + '"' and json.loads(json.dumps(base)) == base
    for i in range(0, n + 1):
        for special in ('"', "\\", "\n", "\x00", "\x1f", "\x7f", "é", "ж", "𐐀", "\ud800"):
            s = base[:i] + special + base[i:]
            a, b = json.dumps(s), json.dumps(s, ensure_ascii=False)
            assert json.loads(a) == s and json.loads(b) == s, (n, i)
            assert json.loads('{"%s": 1, "k": [{"%s": 2}]}' % (a[1:-1], a[1:-1])) == {s: 1, "k": [{s: 2}]}
for s in ('"\\', "\x7f\x00\t\b\f\r\n/", "é\x7f", "ж𐐀\udfff", 'q"' * 20, "\x7f" * 17):
    print(json.dumps(s), ascii(json.dumps(s, ensure_ascii=False)))
numbers = """0 -0 -0.0 1 -1 10 123456789012345678 1234567890123456789 12345678901234567890 2305843009213693951
2305843009213693952 -2305843009213693952 -2305843009213693953 0.1 0.30000000000000004 1e22 1e23 123e-22 9007199254740993
9007199254740993.0 9007199254740992.5 1.7976931348623157e308 1e309 5e-324 2e-324 2.2250738585072011e-308 0.000001 1E5 1e+5
1e-5 0e5 0.0e99999999 1e0000000005 1.5e00 123456789012345678e-5 1234567890.12345678 0.1234567890123456789
1e99999999999 1e-99999999999 8.41 100.005 -90.005 0.001 1e16 1e15 123456789012345.6"""
for text in numbers.split():
    value = json.loads(text)
    print(text, repr(value), type(value).__name__, json.dumps(value))
for text in ("01", "1.", ".5", "1e", "1e+", "-", "--1", "1.e5", "+1", '{"a":1,"a":2}', '{"a"}', '{"a" 1}', '"a', '"a\\', '{"ab', "[1 2]"):
    try:
        print(text, json.loads(text))
    except json.JSONDecodeError as e:
        print(text, e)
rows = json.loads(json.dumps([{"id": i, "name": "n%d" % i, "é": i, "deep": {"x": [i, {}], "id": i}} for i in range(40)]))
print(rows[0], rows[39], [len(row) for row in json.loads('[{}, {"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}, {}, {"a":1}]')])
for size in (240, 255, 256, 257, 1000, 1024, 1025, 5000):
    assert json.loads(json.dumps(["x" * size] * 3)) == ["x" * size] * 3 and len(json.dumps("é" * size)) == 6 * size + 2
