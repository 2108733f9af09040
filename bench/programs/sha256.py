import sys
import time


def primes(count):
    found = []
    n = 2
    while len(found) < count:
        if all([n % p for p in found]):
            found.append(n)
        n += 1
    return found


def root_bits(p, numerator):
    # The first 32 bits of the fraction of the square (2) or cube (3) root.
    target = p << (32 * numerator)
    low = 0
    high = p << 32
    while low < high:
        middle = (low + high + 1) // 2
        if middle**numerator <= target:
            low = middle
        else:
            high = middle - 1
    return low & 0xFFFFFFFF


K = [root_bits(p, 3) for p in primes(64)]
START = [root_bits(p, 2) for p in primes(8)]


def rotate(x, n):
    return (x >> n) | (x << (32 - n)) & 0xFFFFFFFF


def compress(state, block, w):
    for i in range(16):
        j = i * 4
        w[i] = block[j] << 24 | block[j + 1] << 16 | block[j + 2] << 8 | block[j + 3]
    for i in range(16, 64):
        x = w[i - 15]
        y = w[i - 2]
        s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >> 3)
        s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >> 10)
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & 0xFFFFFFFF
    a, b, c, d, e, f, g, h = state
    for i in range(64):
        s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        ch = (e & f) ^ (~e & g)
        t1 = (h + s1 + ch + K[i] + w[i]) & 0xFFFFFFFF
        s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        maj = (a & b) ^ (a & c) ^ (b & c)
        t2 = (s0 + maj) & 0xFFFFFFFF
        h = g
        g = f
        f = e
        e = (d + t1) & 0xFFFFFFFF
        d = c
        c = b
        b = a
        a = (t1 + t2) & 0xFFFFFFFF
    new = [a, b, c, d, e, f, g, h]
    return [(x + y) & 0xFFFFFFFF for x, y in zip(state, new)]


def sha256(data):
    padding = b"\x80" + bytes((55 - len(data)) % 64)
    message = data + padding + (len(data) * 8).to_bytes(8, "big")
    state = START
    w = [0] * 64
    for i in range(0, len(message), 64):
        state = compress(state, message[i:i + 64], w)
    return "".join(["%08x" % x for x in state])


def prepare(n):
    return bytes([i * 7 % 256 for i in range(n)])


def run(data):
    return sha256(data)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 300000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
