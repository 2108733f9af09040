d = {}
for k in ["z", "a", "m"]:
    d[k] = len(d)
d["a"] = 99
print(d)
del d["z"]
d["z"] = 5
print(d, list(reversed(d)), list(reversed(d.items())))
e = {3: "c", 1: "a", 2: "b"}
print(e, sorted(e), sorted(e.items(), reverse=True), {v: k for k, v in e.items()})
for i in range(20):
    e[i] = i
for i in range(0, 20, 2):
    del e[i]
e[0] = "back"
print(e)
big = {}
for i in range(1000):
    big[i * 7 % 1000] = i
for i in range(990):
    big.pop(i)
print(big)
m = {"a": 1, "b": 2, "a": 3}
print(m)
