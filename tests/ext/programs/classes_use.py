import classes as c

p = c.Point(3, 4)
print(p, str(p), p.norm(), p.x, p.y, p.kind, c.Point.kind, p.double, len(p), p[0], p[1], list(p), p(2))
p.double = 10
print(p, p + c.Point(1, 1), 5 + p, p == c.Point(5.0, 4), p != c.Point(0), p < c.Point(100, 100), hash(p) == hash(c.Point(5.0, 4)))
q = c.Point3(1, 2, 3)
print(q, q.z, isinstance(q, c.Point3), isinstance(q, c.Point), isinstance(p, c.Point3), issubclass(c.Point3, c.Point), type(q).__name__, type(q).__mro__[1] is c.Point)
print(c.Point.of((7, 8)), c.Point.origin(), c.get_origin() is c.get_origin(), c.the_origin is c.get_origin(), c.is_point(q), c.is_point(3))
print(c.move(q, 10) is q, q.x, {p: 1}[c.Point(5.0, 4)], sorted([c.Point(3), c.Point(1), c.Point(2)]))
print(list(c.Count(4)), sum(c.Count(5)), [*zip(c.Count(2), "ab")])
norm = p.norm
print(norm(), c.Point.norm(p), callable(norm))
for bad in (lambda: p.nothing, lambda: c.Point(), lambda: p + 1, lambda: p[5], lambda: c.Point(1, 2, 3), lambda: next(c.Count(0))):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
