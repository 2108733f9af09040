def compress(data):
    table = {bytes([i]): i for i in range(256)}
    out = []
    current = b""
    for i in range(len(data)):
        nxt = current + data[i : i + 1]
        if nxt in table:
            current = nxt
        else:
            out.append(table[current])
            table[nxt] = len(table)
            current = data[i : i + 1]
    if current:
        out.append(table[current])
    return out


def decompress(codes):
    table = {i: bytes([i]) for i in range(256)}
    previous = table[codes[0]]
    out = [previous]
    for code in codes[1:]:
        if code in table:
            entry = table[code]
        elif code == len(table):
            entry = previous + previous[:1]
        else:
            raise ValueError("bad code %d" % code)
        out.append(entry)
        table[len(table)] = previous + entry[:1]
        previous = entry
    return b"".join(out)


for text in ["TOBEORNOTTOBEORTOBEORNOT", "aaaaaaaaaaaaaaaaaaaa", "x", "日本日本日本" * 5]:
    data = text.encode()
    codes = compress(data)
    print(len(data), len(codes), codes[:12], decompress(codes) == data, decompress(codes).decode()[:10])
try:
    decompress([65, 999])
except ValueError as e:
    print(e)
