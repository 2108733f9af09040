d = {}
d[1] = "int"
d[1.0] = "float"
d[True] = "bool"
print(d, len(d))
d[0] = "zero"
d[False] = "false"
d[-0.0] = "neg"
print(d)
d[2**64] = "big"
print(d[2.0**64], d[18446744073709551616])
d[2**53] = "p"
print(d[9007199254740992.0])
print(1 in {1.0}, 10**20 in {1e20}, 10**23 in {1e23})
