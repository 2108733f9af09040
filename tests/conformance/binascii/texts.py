import binascii

data = bytes(range(0, 256, 7))
print(binascii.hexlify(data), binascii.b2a_hex(b"\x00\xff"), binascii.unhexlify("00fF"), binascii.a2b_hex(b"6869"))
print(binascii.hexlify(b"abcdefg", "-"), binascii.hexlify(b"abcdefg", b":", 2), binascii.hexlify(b"abcdefg", ":", -3), binascii.hexlify(b"", ":"))
for n in range(8):
    text = binascii.b2a_base64(data[:n])
    print(text, binascii.a2b_base64(text) == data[:n], binascii.b2a_base64(data[:n], newline=False))
print(binascii.a2b_base64("aGVsbG8="), binascii.a2b_base64(b"aG Vs\nbG8="), binascii.a2b_base64("aGVsbG8=garbage"), binascii.a2b_base64(""))
print(binascii.crc32(b"hello"), binascii.crc32(b" world", binascii.crc32(b"hello")), binascii.crc32(b""), binascii.crc_hqx(b"123456789", 0))


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


attempt(binascii.unhexlify, "abc")
attempt(binascii.unhexlify, "zz")
attempt(binascii.unhexlify, "é0")
attempt(binascii.a2b_base64, "a")
attempt(binascii.a2b_base64, "ab")
attempt(binascii.a2b_base64, "abc")
attempt(binascii.a2b_base64, "ab=c=", strict_mode=True)
attempt(binascii.a2b_base64, "=abc", strict_mode=True)
attempt(binascii.a2b_base64, "YW\n==", strict_mode=True)
attempt(binascii.a2b_base64, "YWJj", strict_mode=True)
attempt(binascii.a2b_base64, "YQ==x", strict_mode=True)
attempt(binascii.hexlify, b"ab", "--")
attempt(binascii.hexlify, "text")
print(issubclass(binascii.Error, ValueError), issubclass(binascii.Incomplete, Exception))
