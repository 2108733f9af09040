import struct

print(struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 2**32 - 1, -4, 2**64 - 1))
print(struct.pack(">hHiIqQ", -2, 65535, -3, 2**32 - 1, -4, 2**63), struct.pack("!H", 513), struct.pack("=l", 5))
print(struct.unpack("<bBhHiIqQ", struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 2**32 - 1, -4, 2**64 - 1)))
print(struct.pack("<fd", 1.5, -2.25), struct.unpack("<fd", struct.pack("<fd", 0.1, 0.1)), struct.pack(">e", 1.0))
halves = [0.0, -0.0, 1.0, 65504.0, 6e-8, 5.96e-8, 2.98e-8, 3e-8, 1e-5, 0.333, float("inf"), 2049.0, 2051.0, -1.5]
print([struct.unpack("<e", struct.pack("<e", x))[0] for x in halves])
print(struct.pack("5s3sp4p", b"hello world", b"ab", b"x", b"abcdef"), struct.unpack("5s3s4p", b"helloab\x00\x02abc"))
print(struct.pack("c?xc", b"a", True, b"z"), struct.unpack("c?xc", b"a\x01\x00z"), struct.unpack("3?", b"\x00\x01\x02"))
print(struct.calcsize("bi"), struct.calcsize("<bi"), struct.calcsize("bq0i"), struct.calcsize("i0q"), struct.calcsize("10s2h"), struct.calcsize(""))
print(struct.pack("bhq", 1, 2, 3), struct.pack("@bi0q", 1, 2), struct.pack("3h", 1, 2, 3), struct.pack(" 2h b ", 1, 2, 3))
s = struct.Struct("<Hb")
print(s.size, s.format, s.pack(1, 2), s.unpack(b"\x01\x00\x02"), s.unpack_from(b"xx\x01\x00\x02yy", 2))
print(list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")), list(s.iter_unpack(b"\x01\x00\x02" * 2)))
buf = bytearray(10)
struct.pack_into("<Hi", buf, 2, 513, -1)
print(buf, struct.unpack_from("<Hi", buf, 2), struct.unpack_from("<B", buf, offset=-8), struct.unpack_from("b", buffer=b"\x05"))
s.pack_into(buf, 0, 7, 8)
print(buf, struct.unpack("<i", bytearray(b"\x01\x00\x00\x00")))


class Indexed:
    def __index__(self):
        return 7


print(struct.pack("b", Indexed()), struct.pack("d", 3), struct.pack("?", []), struct.pack("i", True))


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


attempt(struct.pack, "b", 128)
attempt(struct.pack, "B", -1)
attempt(struct.pack, "<h", 40000)
attempt(struct.pack, "<H", 70000)
attempt(struct.pack, "<i", 2**31)
attempt(struct.pack, "<I", -1)
attempt(struct.pack, "i", "x")
attempt(struct.pack, "i", 1.5)
attempt(struct.pack, "f", "x")
attempt(struct.pack, "f", 1e40)
attempt(struct.pack, "e", 70000.0)
attempt(struct.pack, "s", "text")
attempt(struct.pack, "c", b"ab")
attempt(struct.pack, "2h", 1)
attempt(struct.pack, "h", 1, 2)
attempt(struct.unpack, "h", b"abc")
attempt(struct.unpack_from, "i", b"ab")
attempt(struct.unpack_from, "i", b"abcdef", 4)
attempt(struct.pack_into, "i", bytearray(2), 0, 1)
attempt(struct.calcsize, "z")
attempt(struct.calcsize, "3")
attempt(struct.calcsize, "<P")
attempt(struct.iter_unpack, "h", b"abc")
attempt(struct.unpack, "h", "ab")
try:
    struct.pack("i")
except struct.error as e:
    print("error:", e)
