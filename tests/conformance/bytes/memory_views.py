# memoryview over bytes, bytearray and array.
from array import array

data = bytearray(b"abcdefghij")
m = memoryview(data)
print(m[0], m[-1], len(m), m.nbytes, m.format, m.itemsize, m.readonly, m.shape, m.strides, m.ndim)
m[0] = ord("X")
m[2:4] = b"__"
print(data, bytes(m[1:5]), m[::2].tobytes(), m[::-1].tobytes(), m[2:5].tolist())
part = m[3:8][1:3]
part[0] = 33
print(data, part.tobytes(), part.obj is data, m[3:3].tolist())
r = memoryview(b"hello")
print(r.readonly, r == b"hello", r == bytearray(b"hello"), r != b"help", r[1:3] == b"el", hash(r) == hash(b"hello"))
try:
    r[0] = 1
except TypeError as e:
    print(e)
with memoryview(data) as view:
    print(view[1], view.contiguous, view[::2].contiguous)
try:
    view[0]
except ValueError as e:
    print(e)
print(sum(memoryview(bytes(range(10)))), max(memoryview(b"az")), list(memoryview(b"ab")), 98 in memoryview(b"ab"))
a = array("i", [1, 2, 3, 4])
v = memoryview(a)
v[1] = 50
print(a, v.format, v.itemsize, v.tolist(), v[1:3].tolist(), v.nbytes)
w = memoryview(bytearray(8)).cast("I")
w[0] = 0x01020304
w[1] = 7
print(w.tolist(), w.cast("B").tolist(), w.obj, w.shape)
d = memoryview(bytearray(16)).cast("d")
d[0] = 1.5
print(d.tolist(), d.format)
h = memoryview(b"\x01\x00\x02\x00").cast("h")
print(h.tolist(), h.cast("B").cast("c").tolist()[:2], h.hex())
print(memoryview(b"abc").toreadonly().readonly, memoryview(data).toreadonly().readonly)
print(isinstance(m, memoryview), type(m).__name__, type(m))


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


def store(view, key, value):
    view[key] = value


attempt(lambda: memoryview("text"))
attempt(lambda: memoryview(3))
attempt(lambda: m[10])
attempt(lambda: store(m, 20, 1))
attempt(lambda: store(m, 0, 256))
attempt(lambda: store(m, 0, "a"))
attempt(lambda: store(m, slice(0, 2), b"abc"))
attempt(lambda: memoryview(b"abc").cast("i"))
attempt(lambda: memoryview(b"abc").cast("zz"))
attempt(lambda: memoryview(array("i", [1])).cast("h"))
attempt(lambda: m[::2].cast("H"))
attempt(lambda: hash(m))


def checksum(view):
    total = 0
    for byte in view:
        total = (total * 31 + byte) & 0xFFFF
    return total


print(checksum(memoryview(b"some bytes")), checksum(memoryview(bytearray(range(50)))[10:20]))
buffer = bytearray(12)
view = memoryview(buffer)
at = 0
for word in (b"one", b"three", b"two"):
    view[at : at + len(word)] = word
    at += len(word)
print(buffer, bytes(view[:at]).decode())
