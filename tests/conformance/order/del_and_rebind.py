class Loud:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Loud(" + self.name + ")"


a = Loud("a")
b = a
del a
print(b)
items = [Loud("x"), Loud("y"), Loud("z")]
kept = items[1]
del items[1]
print(items, kept)
items[0] = items[1]
print(items, items[0] is items[1])
d = {"k": kept}
kept = None
print(d["k"], d.pop("k"), d)
x = [1, 2, 3]
for i in x[:]:
    x.remove(i)
    print(i, x)


def f(p):
    q = p
    p = None
    r = [q, q]
    del q
    return r


print(f(Loud("arg")))
s = "text"
t = s
s += "!"
print(s, t)
u = (s, t)
s = u
u = None
print(s)
n = [0]
n[0] = n
m = n
n = None
print(m[0] is m, m)
loop = {}
loop["me"] = {"back": loop}
print(loop["me"]["back"]["me"]["back"] is loop, loop)
for i in range(1000):
    c = Loud(str(i))
    c.self = c
    c.list = [c, [c]]
print(c, c.self.list[1][0] is c)
