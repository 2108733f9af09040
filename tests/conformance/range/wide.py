# Lengths that 32 bits cannot hold.
print(range(10**20, 10**20 + 3)[2], len(range(0, 10**12, 7)), 10**11 in range(10**12))
print(len(range(2**40)), 2**39 in range(2**40), range(2**40)[-1], range(2**70, 2**70 + 3)[1], list(range(2**64, 2**64 + 4, 2)), -1 in range(2**64))
print(range(-(2**62), 2**62, 2**60), list(range(-(2**62), 2**62, 2**60)), len(range(2**62)), range(2**62)[2**61])
