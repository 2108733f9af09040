# Reversed ranges beyond machine words, and their iterators.
big = 1 << 70
for r in (range(big, big + 3), range(-big, -big + 10, 4), range(5, 5), range(big, big - 9, -2),
          range(0, 1 << 64, 1 << 62), range(10)):
    print(list(reversed(r)), list(reversed(r)) == list(r)[::-1])
it = reversed(range(1 << 65))
print(next(it) == (1 << 65) - 1, next(it), next(reversed(range(2**63 - 1))))
it = iter(range(3))
print(it.__next__(), list(it))
