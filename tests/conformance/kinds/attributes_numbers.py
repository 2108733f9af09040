class Stat:
    total = 0
    best = None

    def add(self, x):
        self.total += x
        if self.best is None or x > self.best:
            self.best = x
        return self


a = Stat().add(1).add(2)
b = Stat().add(1).add(0.5)
c = Stat().add(True).add(2**64)
print(a.total, a.best, b.total, b.best, c.total, c.best, Stat.total, Stat.best)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def scaled(self, k):
        return Point(self.x * k, self.y * k)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __repr__(self):
        return f"({self.x}, {self.y})"


points = [Point(1, 2), Point(1.0, 2.0), Point(True, 2), Point("a", "b"), Point(2**62, 0.5)]
print(points, [p.scaled(2) for p in points], [p == points[0] for p in points])
print([p.scaled(0.5) for p in points[:3]], points[0].scaled(2).scaled(0.5))
p = points[0]
p.x = p.x / 2
p.y = str(p.y)
print(p, p.y + "!")
p.x, p.y = p.y, p.x
print(p)
