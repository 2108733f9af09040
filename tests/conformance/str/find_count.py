s = "banana band"
print(s.find("an"), s.find("an", 2), s.find("x"), s.find(""), s.find("", 5), s.find("", 100), s.rfind("an"), s.rfind("an", 0, 5), s.rfind(""))
print(s.index("nan"), s.rindex("b"), s.count("an"), s.count(""), s.count("ana"), s.count("a", 3), s.count("a", -4, -1), "aaaa".count("aa"))
print("an" in s, "" in s, "xyz" not in s, "" in "", "a" in "")
for f in (lambda: s.index("zz"), lambda: s.rindex("zz")):
    try:
        f()
    except ValueError as e:
        print(e)
try:
    1 in "abc"
except TypeError as e:
    print(e)
print(s.find("a", -3), s.find("b", 1, 8), s.find("b", 1, 7), "日本日本".find("本", 2), "日本日本".rfind("日"), "x".find("xx"))
print(s.startswith("ban"), s.startswith("an", 1), s.endswith("nd"), s.startswith(("x", "b")), s.endswith(("x", "y")), s.startswith(""),
      s.endswith("ban", 0, 3), s.startswith((), 0), s.startswith("", 50))
