for s in ["", "a", "abc", "日本", "toolong"]:
    print([s.ljust(5), s.rjust(5), s.center(5), s.center(6), s.ljust(5, "*"), s.rjust(5, "."), s.center(6, "-"), s.zfill(6)])
print("-42".zfill(6), "+42".zfill(6), "--1".zfill(6), "42".zfill(1), "-".zfill(3), "".zfill(3))
try:
    "a".center(5, "ab")
except TypeError as e:
    print(e)
print("abc".center(4), "ab".center(5), "abc".center(8, "*"), "abcd".center(7, "*"))
