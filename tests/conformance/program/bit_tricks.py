def popcount(n):
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


def reverse_bits(n, width):
    out = 0
    for i in range(width):
        out = out << 1 | (n >> i & 1)
    return out


def gray(n):
    return n ^ n >> 1


def ungray(g):
    n = 0
    while g:
        n ^= g
        g >>= 1
    return n


def to_signed(n, bits):
    n &= (1 << bits) - 1
    return n - (1 << bits) if n >> bits - 1 else n


def xorshift(state):
    state ^= state << 13 & 0xFFFFFFFFFFFFFFFF
    state ^= state >> 7
    state ^= state << 17 & 0xFFFFFFFFFFFFFFFF
    return state


def mulhi(a, b):
    return a * b >> 64


def interleave(x, y):
    z = 0
    for i in range(32):
        z |= (x >> i & 1) << 2 * i | (y >> i & 1) << 2 * i + 1
    return z


def fnv(data):
    h = 0x811C9DC5
    for b in data:
        h = (h ^ b) * 0x01000193 & 0xFFFFFFFF
    return h


def mersenne_like(seed, count):
    mt = [seed & 0xFFFFFFFF]
    for i in range(1, 624):
        mt.append((1812433253 * (mt[-1] ^ mt[-1] >> 30) + i) & 0xFFFFFFFF)
    out = []
    for i in range(count):
        y = mt[i] & 0x80000000 | mt[i + 1] & 0x7FFFFFFF
        v = mt[i + 397] ^ y >> 1 ^ (0x9908B0DF if y & 1 else 0)
        v ^= v >> 11
        v ^= v << 7 & 0x9D2C5680
        v ^= v << 15 & 0xEFC60000
        v ^= v >> 18
        out.append(v)
    return out


print([popcount(n) for n in (0, 1, 255, 2**63, 2**64 - 1, 3**50)], [n.bit_count() for n in (0, -1, -255, 2**70 - 1)])
print(reverse_bits(0b1011, 8), reverse_bits(1, 64), [gray(i) for i in range(9)], all([ungray(gray(i)) == i for i in range(500)]))
print([to_signed(n, 8) for n in (0, 127, 128, 255, 256, -1, -129)], to_signed(2**63, 64), to_signed(2**31 - 1, 32), to_signed(-(2**31) - 1, 32))
s = 88172645463325252
for i in range(6):
    s = xorshift(s)
    print(s, to_signed(s, 64), mulhi(s, s), s % 1000)
print(interleave(0xFFFF, 0), interleave(2**32 - 1, 2**32 - 1), interleave(12345, 67890), fnv(b""), fnv(b"hello"), fnv("日本".encode()))
print(mersenne_like(5489, 5))
print([1 << i for i in range(60, 66)], [-1 << i for i in range(60, 66)], [(-1 << i) - 1 for i in range(60, 66)], [~(1 << i) for i in range(60, 66)])
print([2**64 - 1 & ~n for n in (0, 1, -1, 2**63)], -5 >> 1, -5 // 2, -(5 >> 1), -1 >> 100, 5 & -4, -5 | 2, -5 ^ 3, (-(2**64)) >> 3, -(2**64) & 2**65)
