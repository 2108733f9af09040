print({5, 3, 1}, {10, 20, 30, 40}, {100, 8, 16, 24, 0}, {-1, -3, -4, 0, 1}, set(range(20, 0, -1)))
s = set()
for i in range(50):
    s.add(i * 37 % 101)
print(s)
for i in range(0, 101, 3):
    s.discard(i)
print(s)
s.update(range(1000, 1010))
print(s, list(s)[:5])
print(set([2**61 - 1, 2**61, 2**61 + 1, 2**64, 1]), set([2**40, 2**33, 2**32, 7]), set([-(2**61), 2**70, -5]))
print({x * x for x in range(30)}, {x % 7 for x in range(100)})
a = {1, 9, 17, 25, 33}
print(a, a | {2, 10}, a - {9}, a & {33, 25, 1}, a ^ {1, 8, 16})
print(list({64, 32, 16, 8, 4, 2, 1, 0}), sum({1, 2, 3}), max({4, 9}), sorted({9, 4}, reverse=True))
b = set(range(10))
while len(b) > 3:
    print(b.pop(), end=" ")
print(b)
