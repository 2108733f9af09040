# Lengths that 32 bits cannot hold.
print(range(10**20, 10**20 + 3)[2], len(range(0, 10**12, 7)), 10**11 in range(10**12))
print(len(range(2**40)), 2**39 in range(2**40), range(2**40)[-1], range(2**70, 2**70 + 3)[1], list(range(2**64, 2**64 + 4, 2)), -1 in range(2**64))
print(range(-(2**62), 2**62, 2**60), list(range(-(2**62), 2**62, 2**60)), len(range(2**62)), range(2**62)[2**61])
r = range(-(2**61), 2**61 - 1)
print(len(r), r[-1], len(range(-(2**61), 2**61 - 1, 3)), len(range(2**61, -(2**61), -1)))
for s in (slice(2**70), slice(None, None, 2**65), slice(-(2**70), 5, -3), slice(2**61, None, 2**60), slice(5, 2**62, 2**61), slice(None, None, -1), slice(-3, None)):
    print(s, range(10)[s], r[s], range(2**64, 2**66, 7)[s], range(0)[s], len(range(10**20)[s][:5]))
try:
    range(5)[:: -(2**70)][0:1:0]
except ValueError as e:
    print(e)
