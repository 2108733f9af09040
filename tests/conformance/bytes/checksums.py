def adler32(data):
    a = 1
    b = 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return (b << 16) | a


def crc32(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for i in range(8):
            if crc & 1:
                crc = (crc >> 1) ^ 0xEDB88320
            else:
                crc >>= 1
    return crc ^ 0xFFFFFFFF


def base64(data):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    out = []
    for i in range(0, len(data), 3):
        chunk = data[i : i + 3]
        n = int.from_bytes(chunk + bytes(3 - len(chunk)), "big")
        text = "".join([alphabet[(n >> shift) & 63] for shift in (18, 12, 6, 0)])
        out.append(text[: len(chunk) + 1] + "=" * (3 - len(chunk)))
    return "".join(out)


for text in ["", "a", "ab", "abc", "hello world", "日本語", "x" * 1000]:
    data = text.encode()
    print(len(data), adler32(data), crc32(data), "%08x" % crc32(data), base64(data)[:60])
