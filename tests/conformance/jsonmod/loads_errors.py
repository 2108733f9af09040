import json

texts = ["", " ", "nul", "[1,", "[1 2]", '{"a"}', '{"a":}', '{"a" 1}', "{1: 2}", '{"a": 1 "b": 2}', '"unterminated', '"bad \\q escape"', '"\\u12"', "01", "1.", ".5", "+1", "-", "1e", "tru",
         "[1]x", "{'a': 1}", '"tab\there"', '"new\nline"', "[", "{", '{"a": [1, {"b": }]}', "[\n1,\n2\n3]", "'x'", "\ufeff1", "[1 , ]x", "}", "]", ","]
for t in texts:
    try:
        print(repr(t), json.loads(t))
    except json.JSONDecodeError as e:
        print(repr(t), "|", e, "|", e.msg, e.pos, e.lineno, e.colno, isinstance(e, ValueError))
try:
    json.loads(5)
except TypeError as e:
    print(e)
