a = [5, 2, 9, 1, 5, 6]
a.sort()
print(a)
a.sort(reverse=True)
print(a)
words = ["banana", "Apple", "cherry", "apple", "Banana", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
print(sorted(words, key=lambda w: (len(w), w)), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[3], [1, 2], []]))
print(sorted([3, 1.5, True, 2]), sorted("hello"), sorted((3, 1, 2)), sorted({3: 1, 1: 2}), sorted([]), sorted(range(5), reverse=True))
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
print(sorted([b"b", b"a"]), sorted([None, None], key=lambda x: 0), sorted([-1, 1, -2, 2], key=abs))
for f in (lambda: sorted([1, "a"]), lambda: sorted([None, 1]), lambda: sorted([1], 5), lambda: sorted([[1], 2])):
    try:
        print(f())
    except TypeError as e:
        print(e)
big = [(i * 7919) % 1009 for i in range(500)]
s = sorted(big)
print(s[:5], s[-5:], all([s[i] <= s[i + 1] for i in range(499)]))
x = [(i * 37 % 11, i) for i in range(60)]
x.sort(key=lambda t: t[0])
print(x)
