for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 5), range(3, 1), range(-5, 5, 4), range(1, 2, 100)):
    print(r, len(r), list(r), 3 in r, 4.0 in r, "x" in r, bool(r))
    if len(r) > 1:
        print(r[0], r[-1], r[1:], r[::-1], r.index(r[1]), r.count(r[0]), sum(r), max(r), min(r), r.start, r.stop, r.step)
print(range(3) == range(0, 3, 1), range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2])
print(list(reversed(range(5))), list(reversed(range(0, 10, 3))), range(10**20, 10**20 + 3)[2], 10**11 in range(10**12))
for f in (lambda: range(1, 2, 0), lambda: range(1.5), lambda: range("a"), lambda: range(3)[3], lambda: range(5).index(9), lambda: range()):
    try:
        print(f())
    except (ValueError, TypeError, IndexError) as e:
        print(repr(e))
for i in range(2**62 - 1, 2**62 + 2):
    print(i)
for i in range(2**63 - 2, 2**63 + 2):
    print(i)
for i in range(-(2**63) + 1, -(2**63) - 3, -1):
    print(i)
