s = {3, 1, 2}
s.add(5)
s.add(1)
print(s, len(s), 1 in s, 9 in s, set(), {1}, set([1, 1, 2]), set(range(4)), sorted(set("hello")))
s.discard(9)
s.discard(5)
s.remove(1)
print(s, s.copy() == s, s == {2, 3}, s != {2})
a = {1, 2, 3, 4}
b = {3, 4, 5}
print(a | b, a & b, a - b, b - a, a ^ b, a.union(b, [9]), a.intersection([1, 2]), a.difference([1], [2]), a.symmetric_difference(b))
print(a <= {1, 2, 3, 4, 5}, a < a, a <= a, a >= {1}, a.issubset(range(10)), a.issuperset([1]), a.isdisjoint({7}), a.isdisjoint(b), {1} < {2})
c = a.copy()
c |= {10}
c &= {1, 2, 10}
c -= {2}
c ^= {1, 7}
print(c)
c.update([20, 21], (22,))
c.difference_update({20})
c.intersection_update({21, 22, 7})
c.symmetric_difference_update({7, 8})
print(c)
c.clear()
print(c)
for f in (lambda: {1}.remove(2), lambda: set().pop(), lambda: {1} | [2], lambda: {1} + {2}, lambda: {1}[0], lambda: set(5)):
    try:
        print(f())
    except (KeyError, TypeError) as e:
        print(repr(e))
try:
    s.add([1])
except TypeError:
    print("unhashable")
x = {1}
print(x.pop(), x, {1, 1.0, True}, {0, False, 0.0}, bool(set()), bool({0}))
