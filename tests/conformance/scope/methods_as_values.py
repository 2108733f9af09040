class Greeter:
    prefix = "Hello"

    def __init__(self, name):
        self.name = name

    def greet(self, other="you"):
        return f"{self.prefix} {other}, I am {self.name}"

    def same(self):
        return self.greet


g = Greeter("G")
h = Greeter("H")
m = g.greet
print(m(), m("x"), m(other="y"), Greeter.greet(h), Greeter.greet(h, "z"), Greeter.greet(self=g))
g.name = "changed"
print(m(), g.same()("w"), [f() for f in (g.greet, h.greet)], list(map(h.greet, ["a", "b"])))
g.greet = lambda: "own function"
print(g.greet(), m(), h.greet())
del g.greet
print(g.greet())
table = {"g": g.greet, "h": h.greet, "up": "abc".upper, "append": [].append}
print(table["g"](), table["up"](), table["append"](1))
items = []
push = items.append
for i in range(3):
    push(i)
print(items, m == m, g.greet == g.greet, g.greet == h.greet, m is g.greet)
ops = [str.upper, str.title, len, "x-y".split, lambda s: s[::-1]]
print([op("a b") if op is not ops[3] else op("-") for op in ops])
Greeter.shout = lambda self: self.greet().upper()
print(h.shout())
Greeter.prefix = "Hi"
g.prefix = "Yo"
print(g.greet(), h.greet(), m())


class Sub(Greeter):
    def greet(self, other="sub"):
        return "Sub:" + super().greet(other)


s = Sub("S")
print(s.greet(), s.same()(), s.shout(), Greeter.greet(s))
