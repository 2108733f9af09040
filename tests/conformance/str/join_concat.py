print(",".join([]), ",".join(["a"]), ",".join(["a", "b", "c"]), "".join(["x", "y"]), "-".join("abc"), ", ".join(("p", "q")))
print(" ".join({"k": 1, "j": 2}), "é".join(["日", "本"]), "".join([str(i) for i in range(10)]))
for bad in (["a", 1], [None], 5):
    try:
        ",".join(bad)
    except TypeError as e:
        print(e)
s = ""
for i in range(300):
    s += chr(97 + i % 26)
    if i % 50 == 0:
        s += "é"
print(s, len(s))
t = s
s += "tail"
print(len(t), len(s), t in s)
print("ab" * 3, "ab" * 0, "ab" * -1, 3 * "x", "é" * 5, "" * 100, ("ab" "cd") * 2)
