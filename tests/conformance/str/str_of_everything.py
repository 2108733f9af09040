def f():
    pass


values = [None, True, 1, -1, 1.5, "s", b"b", [1, "a"], (1,), (), {}, {"a": 1}, {1}, range(5), range(1, 10, 2), [[]], [None], ({},), 10**25,
          1e100, "", "\n", ["\n"], [b"\x00"], (1, (2, (3,))), {1: {2: {3: 4}}}, ...]
for v in values:
    print(str(v), repr(v), "%s" % (v,), f"{v}")
a = [1]
a.append(a)
print(a)
d = {}
d["self"] = d
print(d)
t = (1, [2])
t[1].append(t)
print(t)
print(str(), repr(str()), str(object=5), set(), [set()])
