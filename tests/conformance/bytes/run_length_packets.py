def pack(fields):
    out = b""
    for kind, value in fields:
        if isinstance(value, int):
            body = value.to_bytes((value.bit_length() + 8) // 8, "big", signed=True)
        elif isinstance(value, str):
            body = value.encode()
        else:
            body = value
        out += bytes([ord(kind), len(body)]) + body
    return out


def unpack(data):
    fields = []
    i = 0
    while i < len(data):
        kind = chr(data[i])
        size = data[i + 1]
        body = data[i + 2 : i + 2 + size]
        if len(body) != size:
            raise ValueError(f"short field {kind} at {i}: {len(body)} of {size}")
        i += 2 + size
        fields.append((kind, int.from_bytes(body, "big", signed=True) if kind == "i" else body.decode() if kind == "s" else body))
    return fields


def run_length(data):
    out = []
    for b in data:
        if out and out[-1][0] == b and out[-1][1] < 255:
            out[-1][1] += 1
        else:
            out.append([b, 1])
    return bytes([x for pair in out for x in pair])


fields = [("i", 0), ("i", -1), ("i", 255), ("i", 2**70), ("s", "é日"), ("b", b"\x00\xff"), ("s", "")]
data = pack(fields)
print(data, len(data), unpack(data) == fields, data.hex())
print(run_length(b"aaabbbbbc\x00\x00"), run_length(b""), len(run_length(b"z" * 600)), run_length(b"z" * 600)[:4])
for bad in (data[:-3] + b"\x05", b"i", b"s\x02\xff\xfe"):
    try:
        print(unpack(bad)[-1])
    except (ValueError, IndexError) as e:
        print(repr(e)[:40])
print([b for b in b"\x01\x80\xff"], b"abc"[1], b"abc"[1:2], bytes(reversed(b"abc")), sorted(b"hello"), bytes(sorted(b"hello")), max(b"az"), b"".join([bytes([b]) for b in b"xyz"]))
