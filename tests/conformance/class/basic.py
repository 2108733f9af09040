class Point:
    """A point."""

    kind = "point"
    count = 0

    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1

    def move(self, dx=0, dy=0):
        self.x += dx
        self.y += dy
        return self

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1, 2)
q = Point(3)
print(p, q, Point.count, p.kind, Point.kind, p.count)
p.move(1).move(dy=5).move(-1, -1)
print(p)
p.kind = "special"
print(p.kind, q.kind, Point.kind)
Point.kind = "changed"
print(p.kind, q.kind)
p.extra = [1]
p.extra.append(2)
print(p.extra)
try:
    q.extra
except AttributeError as e:
    print(e)
print([p, q], (p,), {"k": q}, str(p), f"{p!s}")
f = p.move
f(10)
g = Point.move
g(q, 100)
print(p, q, isinstance(p, Point), isinstance(p, object), isinstance(5, Point))
del p.kind
print(p.kind)
Point.added = lambda self: self.x * 2
print(p.added(), q.added())
p.x, p.y = p.y, p.x
print(p, p == p, p == Point(p.x, p.y), p != q)
