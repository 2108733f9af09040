d = {"a": 1, "b": 2}
d["c"] = 3
print(d, len(d), d["a"], d.get("z"), d.get("z", 0), d.get("a", 0), "a" in d, "z" not in d)
print(list(d), list(d.keys()), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
print(d.pop("a"), d.pop("zz", None), d, d.setdefault("b", 9), d.setdefault("n", []), d)
d.setdefault("n", []).append(1)
d.update({"b": 20, "x": 1})
d.update([("y", 2), ("z", 3)])
d.update(k=5, j=6)
print(d, d.popitem(), d)
del d["x"]
e = d.copy()
e["new"] = 1
print("new" in d, e == d, dict(e) == e)
d.clear()
print(d, {}, dict(), dict([(1, 2)]), dict(a=1, b=2), dict({"q": 1}, r=2), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
print({1: "a", 2: "b"} | {2: "c", 3: "d"}, {"a": 1} == {"a": 1.0}, {1: 1, 2: 2} == {2: 2, 1: 1})
u = {1: 1}
u |= {2: 2}
print(u)


def attempt(f):
    try:
        print(f())
    except (KeyError, TypeError, ValueError, AttributeError) as err:
        print(repr(err))


attempt(lambda: {}["k"])
attempt(lambda: {}.pop("k"))
attempt(lambda: {}.popitem())
attempt(lambda: {1: 2}[(1, 2)])
attempt(lambda: dict([(1,)]))
attempt(lambda: dict(5))
attempt(lambda: dict([1]))
attempt(lambda: {}.foo)
attempt(lambda: {}.get())
attempt(lambda: {} < {})
