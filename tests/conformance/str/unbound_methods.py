print(list(map(str.upper, ["a", "b"])), list(map(str.strip, [" a ", "b "])), sorted(["b", "A", "c"], key=str.lower))
print(str.join("-", ["a", "b"]), str.split("a b"), list(map(len, ["", "ab"])), list(map(str, [1, 2.5, None])))
f = "abc".upper
print(f(), f())
methods = ["x".upper, "Y".lower, "z".title]
print([m() for m in methods])
print(list(filter(str.isdigit, "a1b2c3")), list(map("{:03d}".format, [1, 2, 3])), list(map(", ".join, [["a", "b"], ["c"]])))
