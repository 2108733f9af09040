from _collections import deque


class Always:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.extend([7, 8])
d.extendleft("ab")
print(d, 7 in d, 99 in d, d.count(1), d.index(7))
d.rotate(2)
print(d)
d.rotate(-3)
print(d)
d.rotate()
print(d, list(reversed(d)))
d.reverse()
print(d)
d[1] = "x"
del d[0]
d.insert(1, "new")
d.insert(-1, "before last")
d.insert(100, "end")
print(d)
d.remove("x")
print(d, d.copy() == d, d.copy() is d)
d.clear()
print(d, bool(d), len(d))
m = deque(range(10), maxlen=4)
print(m, m.maxlen, deque().maxlen)
m.append(99)
m.appendleft(-1)
print(m)
m.extend([5, 6])
print(m, deque([1, 2], 0), deque("abc", maxlen=2))
print(deque([1, 2]) == deque([1, 2]), deque([1]) == [1], deque([1, 2]) < deque([1, 3]), deque("b") > deque("abc"), deque() != deque())
print(deque([1]) + deque([2]), deque([1, 2]) * 2, 3 * deque("x"))
e = deque([1])
same = e
e += [2, 3]
e *= 2
print(same, same is e)
e.append(e)
print(e)
e.pop()
total = 0
for x in e:
    total += x
print(total, sum(e), max(e), sorted(deque([3, 1, 2])), [x * 2 for x in e if x > 1])
print(deque([1, 2, 3]).index(3), deque([1, Always()]).index(5), deque([1, 2, 1]).count(1))
print(type(deque()), isinstance(deque(), deque), deque.__name__)
a, *rest = deque("xyz")
print(a, rest)


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as exc:
        print(type(exc).__name__, exc)


attempt(deque().pop)
attempt(deque().popleft)
attempt(lambda: deque([1])[5])
attempt(lambda: deque([1])["a"])
attempt(deque([1, 2]).remove, 7)
attempt(deque([1, 2]).index, 7)
attempt(deque, [1], -1)
attempt(deque, [1], "a")
attempt(deque, 5)
attempt(lambda: deque() + [1])
attempt(hash, deque())
attempt(deque([1, 2], 2).insert, 0, 5)


def mutate():
    q = deque([1, 2, 3])
    for x in q:
        q.append(x)


attempt(mutate)
queue = deque([(0, 0)])
seen = {(0, 0)}
while queue:
    x, y = queue.popleft()
    for nx, ny in ((x + 1, y), (x, y + 1)):
        if nx < 5 and ny < 5 and (nx, ny) not in seen:
            seen.add((nx, ny))
            queue.append((nx, ny))
print(len(seen))
d = deque()
for i in range(1000):
    d.append(i)
    if i % 3 == 0:
        d.popleft()
print(len(d), d[0], d[len(d) // 2], sum(d))
