import operator
from operator import add, itemgetter, attrgetter, methodcaller


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __lt__(self, other):
        return self.x < other.x

    def __repr__(self):
        return f"P({self.x}, {self.y})"

    def moved(self, dx, dy=0):
        return Point(self.x + dx, self.y + dy)


class Holder:
    def __init__(self, inner):
        self.inner = inner


print(add(2, 3), operator.sub(2, 3), operator.mul("ab", 2), operator.truediv(1, 4), operator.floordiv(-7, 2), operator.mod(-7, 3))
print(operator.pow(2, 70), operator.lshift(1, 65), operator.rshift(-9, 1), operator.and_(6, 3), operator.or_(6, 1), operator.xor(5, 1))
print(operator.neg(4), operator.pos(-4), operator.inv(7), operator.invert(-1), operator.abs(-2.5), operator.not_([]), operator.truth("x"))
print(operator.lt(1, 2), operator.le(2, 2), operator.eq("a", "a"), operator.ne(1, 1.0), operator.ge([2], [1]), operator.gt((1,), (1, 2)))
print(operator.is_(None, None), operator.is_not(1, None), operator.index(True), operator.index(5))
print(operator.concat([1], [2]), operator.contains("hello", "ell"), operator.countOf([1, 2, 1, True], 1), operator.indexOf("hello", "l"))
print(operator.getitem([5, 6], 1), operator.length_hint([1, 2, 3]), operator.length_hint(iter([]), 4))
d = {"a": 1}
operator.setitem(d, "b", 2)
operator.delitem(d, "a")
print(d)
lst = [1]
again = operator.iadd(lst, [2])
print(again is lst, lst, operator.iconcat([1], (2,)), operator.iadd(1, 2), operator.imul("x", 3))
print(operator.add(Point(1, 2), Point(3, 4)), operator.eq(Point(1, 2), Point(1, 2)), operator.lt(Point(1, 5), Point(2, 0)))
print(itemgetter(1)("abc"), itemgetter(0, 2)([7, 8, 9]), itemgetter("k")({"k": "v"}), itemgetter(slice(1, 3))("abcd"))
print(attrgetter("x")(Point(1, 2)), attrgetter("x", "y")(Point(1, 2)), attrgetter("inner.y")(Holder(Point(8, 9))))
print(methodcaller("upper")("abc"), methodcaller("split", ",", 1)("a,b,c"), methodcaller("moved", 1, dy=5)(Point(0, 0)))
print(sorted([(2, "b"), (1, "z"), (2, "a")], key=itemgetter(0)), max([Point(3, 1), Point(2, 9)], key=attrgetter("y")))
print(itemgetter(1), itemgetter(1, "a"), attrgetter("a.b", "c"), methodcaller("f"), methodcaller("f", 1, k=2))
print(list(map(add, [1, 2], [10, 20])), list(map(operator.mul, "ab", [2, 3])))


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


attempt(operator.add, 1, "a")
attempt(operator.concat, 1, 2)
attempt(operator.index, 1.5)
attempt(operator.indexOf, [1, 2], 3)
attempt(itemgetter(5), [1])
attempt(itemgetter("x"), {"y": 1})
attempt(attrgetter("nope"), 5)
attempt(attrgetter, 5)
attempt(methodcaller, 5)
attempt(methodcaller("nope"), "s")
attempt(operator.getitem, [1], "a")
attempt(operator.truth)
attempt(operator.length_hint, 5, "a")
