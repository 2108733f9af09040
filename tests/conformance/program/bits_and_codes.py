# Bits: varints, CRC, Huffman codes, base 62, bit sets, Gray codes.
import heapq
from collections import Counter
from functools import lru_cache


def varint(n):
    out = bytearray()
    while True:
        n, low = n >> 7, n & 0x7F
        out.append(low | 0x80 if n else low)
        if not n:
            return bytes(out)


def unvarint(data):
    result = shift = 0
    for i, byte in enumerate(data):
        result |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return result, data[i + 1 :]
    raise EOFError("cut")


def crc32(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def huffman(text):
    heap = [(count, i, char) for i, (char, count) in enumerate(sorted(Counter(text).items()))]
    heapq.heapify(heap)
    fresh = len(heap)
    while len(heap) > 1:
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a[0] + b[0], fresh, (a[2], b[2])))
        fresh += 1
    codes = {}

    def walk(node, prefix):
        if isinstance(node, tuple):
            walk(node[0], prefix + "0")
            walk(node[1], prefix + "1")
        else:
            codes[node] = prefix or "0"

    walk(heap[0][2], "")
    return codes


def decode(bits, codes):
    back, out, at = {code: char for char, code in codes.items()}, [], ""
    for bit in bits:
        at += bit
        if at in back:
            out.append(back[at])
            at = ""
    return "".join(out)


DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def base62(n):
    out = ""
    while n:
        n, digit = divmod(n, 62)
        out = DIGITS[digit] + out
    return out or "0"


@lru_cache(maxsize=None)
def gray(n):
    return [""] if n == 0 else ["0" + c for c in gray(n - 1)] + ["1" + c for c in reversed(gray(n - 1))]


for n in (0, 1, 127, 128, 300, 1 << 40, (1 << 70) + 5):
    data = varint(n)
    print(n, data.hex(), unvarint(data + b"rest"))
try:
    unvarint(b"\x80\x80")
except EOFError as e:
    print("EOFError", e)
print(hex(crc32(b"123456789")), crc32(b"hello world"))
text = "abracadabra alakazam"
codes = huffman(text)
bits = "".join(codes[c] for c in text)
print(len(bits), decode(bits, codes) == text, sorted(codes.items(), key=lambda kv: (len(kv[1]), kv[0]))[:2])
print(base62(0), base62(61), base62(62**5 - 1), base62(2**128), int(base62(10**9)[:1], 36))
print(gray(3), gray.cache_info().hits > 0)
bitset = 0
for n in (3, 5, 64, 200):
    bitset |= 1 << n
print([i for i in range(bitset.bit_length()) if bitset >> i & 1], bitset.bit_count(), bitset & -bitset, ~5 & 0xFF, -7 >> 1, -7 // 2)
print(int.from_bytes(b"\xff\xfe", "big", signed=True), (1000).to_bytes(4, "little"), f"{37:#010b} {255:x} {255:#o}", bin(-5))
