import json

values = [None, True, False, 0, -5, 10**30, 1.5, 1.0, 1e100, 1e-7, 0.1, "", "abc", 'q"uote', "back\\slash", "\n\t\r\b\f\x00\x1f\x7f", "é日😀", "</script>",
          [], [1], [1, [2, []]], {}, {"a": 1}, {"a": {"b": [1, None]}}, (1, 2), {"é": "ü"}, {1: "int", None: 2, True: 3, 1.5: 4}, float("inf"), float("nan")]
for v in values:
    print(json.dumps(v), json.dumps(v, ensure_ascii=False))
