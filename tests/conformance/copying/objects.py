import copy


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)


class Polygon:
    def __init__(self, *points):
        self.points = list(points)
        self.names = {"first": points[0]}
        self.closed = True
        self.area = 1.5
        self.numbers = [1, 2, 3]

    def total(self):
        return sum(self.numbers)


p = Point(1, [2])
q = copy.copy(p)
r = copy.deepcopy(p)
print(p == q == r, q is p, q.y is p.y, r.y is p.y, type(r).__name__)
p.y.append(3)
print(p, q, r)

polygon = Polygon(Point(0, 0), Point(1, 0), Point(1, 1))
deep = copy.deepcopy(polygon)
print(deep.points == polygon.points, deep.points is polygon.points)
print(deep.names["first"] is deep.points[0], deep.names["first"] is polygon.points[0])
deep.numbers.append(10)
deep.area += 1
print(polygon.total(), deep.total(), polygon.area, deep.area, deep.closed)
shallow = copy.copy(polygon)
shallow.numbers.append(4)
print(polygon.total(), shallow.points[1] is polygon.points[1])

# Cycles, and objects that occur twice.
ring = [1]
ring.append(ring)
made = copy.deepcopy(ring)
print(made[1] is made, made is ring, made[0])
node = Point(1, None)
node.y = node
other = copy.deepcopy(node)
print(other.y is other, other is node)
twice = [p, p, (p, 1)]
copied = copy.deepcopy(twice)
print(copied[0] is copied[1] is copied[2][0], copied[0] is p)
pair = (1, "a", 2.5, None)
print(copy.deepcopy(pair) is pair, copy.copy(pair) is pair)
nested = ([1], 2)
print(copy.deepcopy(nested) == nested, copy.deepcopy(nested) is nested)
for value in ({1: [2]}, {1, 2}, frozenset([3]), bytearray(b"x"), b"x", "text", 10**30, 1.5, None, ...,
              range(3), print, len):
    print(copy.copy(value) == value, copy.deepcopy(value) == value)
method = copy.deepcopy(polygon.total)
print(method(), method.__self__ is polygon)
