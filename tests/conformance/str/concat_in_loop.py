def repeat_join(parts, n):
    s = ""
    for i in range(n):
        for p in parts:
            s += p
            s = s + "|"
    return s


def prepend(n):
    s = ""
    for i in range(n):
        s = str(i % 10) + s
    return s


def shrink(s):
    steps = 0
    while s:
        s = s[1:-1]
        steps += 1
    return steps


def widths(n):
    # Latin-1, then wider and wider letters in one string.
    s = "abc"
    sizes = []
    for c in ["é", "日", "😀", "x"]:
        t = s
        s += c * n
        sizes.append((len(s), len(t), s[-1], t in s))
    return s, sizes


r = repeat_join(["ab", "", "日"], 100)
print(len(r), r[:12], r[-5:], r.count("|"), r.find("日|ab", 500))
print(prepend(25), shrink(prepend(25)), shrink(""))
s, sizes = widths(3)
print(s, sizes, s[3], s[6], s[9], s[12], s[::-1])
keep = []
s = ""
for i in range(6):
    keep.append(s)
    s += chr(97 + i)
print(keep, s)
d = {"k": ""}
for i in range(5):
    d["k"] += str(i)
    d["k"] *= 2
print(len(d["k"]), d["k"][:10])


class Buffer:
    text = ""

    def put(self, x):
        self.text += str(x)
        return self


b = Buffer().put(1).put("é").put(None).put([2])
print(b.text, Buffer.text == "")
