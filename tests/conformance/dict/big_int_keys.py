d = {}
for i in range(20):
    d[2**61 - 1 + i] = i
    d[-(2**61) + i] = -i
    d[i] = "small"
    d[float(i)] = "float"
    d[2**64 * i] = i
print(len(d), d[2**61 - 1], d[2**61], d[-(2**61)], d[3], d[2**64 * 3], d[0], 2**61 + 18 in d, 2**61 + 19 in d)
for k in (2**61 - 1, 2**61, 2 * (2**61 - 1), 0, -1, -2, 2**62, 2**63, 2**64):
    d[k] = d.get(k, "new")
print([(k, v) for k, v in d.items() if not isinstance(v, str)][:6], [k for k in d if d[k] == "new"])
s = {2**61 - 1, 0}
print(len(s), 0 in s, 2**61 - 1 in s, 2 * (2**61 - 1) in s)
e = {1e18: "a", 10**18: "b", 1e22: "c", 10**22: "d", 1e23: "e", 10**23: "f", 0.5: "g", 1.5: "h", float(2**63): "i", 2**63: "j"}
print(e, len(e))
t = {(1, 2**70): "x", (1.0, float(2**70)): "y", ("a", (b"b", None)): "z"}
print(t, t[True, 2**70], ("a", (b"b", None)) in t)
