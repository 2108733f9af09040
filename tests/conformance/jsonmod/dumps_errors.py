import json


class P:
    pass


def attempt(f):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type_name(e), str(e).split("\n")[0])


def type_name(e):
    return repr(e).split("(")[0]


attempt(lambda: json.dumps(P()))
attempt(lambda: json.dumps({1, 2}))
attempt(lambda: json.dumps(b"x"))
attempt(lambda: json.dumps([1, range(3)]))
attempt(lambda: json.dumps({(1, 2): 3}))
attempt(lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True))
a = []
a.append(a)
attempt(lambda: json.dumps(a))
attempt(lambda: json.dumps(float("nan"), allow_nan=False))
