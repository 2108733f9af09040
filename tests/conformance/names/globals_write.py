counter = 0


def value():
    return counter


def greet():
    return "hello"


g = globals()
g["counter"] = 10
print(counter, value())
g["counter"] = "text"
print(counter, value())
g.update(counter=[1, 2], extra=3)
print(counter, g["extra"], "extra" in globals())
globals()["greet"] = lambda: "bye"
print(greet())
for name in ("a", "b"):
    globals()["make_" + name] = lambda name=name: "made " + name
print(g["make_a"](), g["make_b"]())
print(make_a(), extra)
print(g.setdefault("counter", 5), g.setdefault("fresh", 6), g["fresh"])
print(g.pop("fresh"), g.pop("fresh", None), "fresh" in g)
del g["counter"]
try:
    print(counter)
except NameError as e:
    print("NameError", e)
counter = 99
print(value(), g["counter"], isinstance(sorted(g.keys()), list))


def setter(name, v):
    globals()[name] = v


setter("counter", 1.5)
print(counter + 1)
