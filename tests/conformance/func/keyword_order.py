def f(a, b=2, c=3, d=4):
    return f"a={a} b={b} c={c} d={d}"


print(f(1), f(1, d=9), f(1, 7, d=9), f(a=1), f(d=0, c=0, b=0, a=0), f(1, c=5), f(c=1, a=2))


class Shape:
    def __init__(self, width=1, height=None, name="shape"):
        self.width = width
        self.height = width if height is None else height
        self.name = name

    def resized(self, width=None, height=None):
        return Shape(self.width if width is None else width, name=self.name, height=self.height if height is None else height)

    def __repr__(self):
        return f"{self.name}:{self.width}x{self.height}"


s = Shape(name="box", width=3)
print(s, s.resized(height=9), s.resized(5), s.resized(height=0.5, width=2), Shape(2, 4), Shape(height=7))
g = lambda x, y=10: x - y
print(g(1), g(1, 2), g(y=1, x=2), (lambda a=1, b=2: (a, b))(b=5))
for call in (lambda: f(), lambda: f(1, 2, 3, 4, 5), lambda: f(1, a=1), lambda: f(1, e=5), lambda: g(), lambda: Shape(size=3), lambda: s.resized(1, 2, 3), lambda: f(b=1)):
    try:
        print(call())
    except TypeError as e:
        print(e)
table = {"f": f, "shape": Shape, "g": g}
print(table["f"](0, c="see"), table["shape"](name="t"), table["g"](y=1, x=1))


def forward(function, value):
    return function(value, b=value)


print(forward(f, 1), forward(lambda x, b: x * b, 4), forward(lambda a, b=0, c=9: [a, b, c], "v"))
