def find(items, pred):
    for i, x in enumerate(items):
        if pred(x):
            return i
    return None


def parse(text):
    if text == "":
        return None
    if text in ("true", "false"):
        return text == "true"
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        pass
    if text[0] == "[" and text[-1] == "]":
        return [parse(part.strip()) for part in text[1:-1].split(",")]
    return text


for t in ("", "true", "false", "12", "-1.5", "1e3", "[1, a, 2.5,true]", "word", "[]", "99999999999999999999"):
    v = parse(t)
    print(repr(v), isinstance(v, bool), isinstance(v, int), isinstance(v, float), isinstance(v, list))
print(find([1, 5, 9], lambda x: x > 4), find("abc", lambda c: c == "z"), find([], bool))
v = find([1], lambda x: x == 1)
print("found" if v is not None else "missing", "truthy" if v else "falsy")


def maybe(n):
    if n > 0:
        return n


def multi(n):
    if n == 0:
        return
    if n == 1:
        return 1, "one"
    if n == 2:
        return [2]
    return {"n": n}


print(maybe(5), maybe(-5), [multi(i) for i in range(4)])
try:
    maybe(-1) + 1
except TypeError as e:
    print(e)
