import bisect
from bisect import bisect_left, bisect_right, insort, insort_left


class Seq:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def insert(self, i, x):
        self.items.insert(i, x)


a = [1, 2, 2, 2, 5, 9]
print([bisect_left(a, x) for x in (0, 1, 2, 3, 9, 10)], [bisect_right(a, x) for x in (0, 1, 2, 3, 9, 10)])
print(bisect.bisect(a, 2), bisect_left(a, 2, 2), bisect_right(a, 2, 0, 3), bisect_left(a, 2, lo=1, hi=3), bisect_left([], 1))
f = [0.5, 1.5, 2.5]
print(bisect_left(f, 1.5), bisect_right(f, 1.5), bisect_left(f, 2), bisect_left(a, 2.5))
print(bisect_left("abcd", "c"), bisect_left((1, 3, 5), 4), bisect_left([(1, "a"), (2, "b")], (2, "")))
print(bisect_left(["apple", "Bob", "cat"], "bob", key=str.lower), bisect_right([5, 3, 1], -3, key=lambda v: -v))
insort(a, 4)
insort_left(a, 2)
print(a)
names = ["ann", "cy"]
insort(names, "Bob", key=str.lower)
print(names)
s = Seq([1, 3])
insort(s, 2)
print(s.items, bisect_left(s, 3))
result = []
for x in [5, 1, 4, 1, 3]:
    insort(result, x)
print(result)


def grade(score):
    return "FDCBA"[bisect_right([60, 70, 80, 90], score)]


print([grade(s) for s in (33, 99, 77, 70, 89, 90, 100)])
big = [-(2**80), 0, 2**80]
print(bisect_left(big, 1), bisect_left(big, 2**80), bisect_right(big, 2**90))


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


attempt(bisect_left, [1], 1, -1)
attempt(bisect_left, [1, 2], "a")
attempt(bisect_left, 5, 1)
attempt(insort, (1, 2), 1)
