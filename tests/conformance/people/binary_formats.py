"""A little archive format: struct, bytes, memoryview, checksums, files in memory."""
import base64
import binascii
import hashlib
import io
import struct
from array import array
from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property

MAGIC = b"KAR\x01"
HEADER = struct.Struct(">4sHHI")
ENTRY = struct.Struct("<H8sIIB3x")
Entry = namedtuple("Entry", "name_len kind offset size flags")


class ArchiveError(ValueError):
    """Something is wrong with the bytes at an offset."""

    def __init__(self, message, offset):
        super().__init__(message, offset)
        self.offset = offset

    def __str__(self):
        return f"{self.args[0]} at {self.offset:#06x}"


@dataclass
class File:
    name: str
    data: bytes
    kind: bytes = b"raw"

    @cached_property
    def digest(self):
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def crc(self):
        return binascii.crc32(self.data)


def rle(data):
    out = bytearray()
    at = 0
    while at < len(data):
        run = 1
        while run < 255 and at + run < len(data) and data[at + run] == data[at]:
            run += 1
        out += bytes((run, data[at]))
        at += run
    return bytes(out)


def unrle(data):
    return b"".join(bytes([value]) * count for count, value in zip(data[::2], data[1::2]))


def write(files):
    out = io.BytesIO()
    out.write(HEADER.pack(MAGIC, 1, len(files), 0))
    table = out.tell()
    out.write(bytes(sum(ENTRY.size + len(f.name.encode()) for f in files)))
    for file in files:
        packed = rle(file.data)
        flags = len(packed) < len(file.data)
        stored = packed if flags else file.data
        offset = out.tell()
        out.write(struct.pack("!I", file.crc) + stored)
        out.seek(table)
        name = file.name.encode()
        out.write(ENTRY.pack(len(name), file.kind, offset, len(stored), flags) + name)
        table = out.tell()
        out.seek(0, io.SEEK_END)
    total = out.tell()
    with out.getbuffer() as view:
        struct.pack_into(">I", view, 8, total)
    return out.getvalue()


def read(data):
    view = memoryview(data)
    if len(view) < HEADER.size:
        raise ArchiveError("too short", len(view))
    magic, version, count, total = HEADER.unpack_from(view)
    if magic != MAGIC:
        raise ArchiveError(f"bad magic {magic!r}", 0)
    if total != len(view):
        raise ArchiveError(f"{total} bytes expected", 8)
    at = HEADER.size
    for _ in range(count):
        entry = Entry(*ENTRY.unpack_from(view, at))
        at += ENTRY.size
        name = bytes(view[at:at + entry.name_len]).decode()
        at += entry.name_len
        body = view[entry.offset:entry.offset + 4 + entry.size]
        crc = int.from_bytes(body[:4], "big")
        content = bytes(body[4:])
        if entry.flags & 1:
            content = unrle(content)
        if binascii.crc32(content) != crc:
            raise ArchiveError(f"checksum of {name}", entry.offset)
        yield File(name, content, entry.kind.rstrip(b"\0"))


files = [File("zeros.bin", bytes(300), b"zero"), File("text.txt", "naïve café ☕".encode(), b"utf8"),
         File("empty", b""), File("ramp", bytes(range(40)))]
data = write(files)
print(len(data), data[:16].hex(" ", 4), hashlib.md5(data).hexdigest())
for got, want in zip(read(data), files, strict=True):
    print(f"{got.name:<10}{len(got.data):>4} {got.kind} {got.crc:08x} {got.digest} {got.data == want.data}")
for broken in [data[:5], b"XXXX" + data[4:], data[:-1], data[:-3] + b"\xff" + data[-2:]]:
    try:
        print(len(list(read(broken))))
    except ArchiveError as error:
        print(type(error).__mro__[1].__name__, error, error.args[1] == error.offset)
try:
    ENTRY.pack(70000, b"", 0, 0, 0)
except struct.error as error:
    print(error)

samples = array("h", [0, 1000, -1000, 32767])
samples.extend([5, 6])
samples.byteswap()
print(samples.tobytes().hex(), samples.itemsize, samples[3], array("h", samples.tobytes()) == samples)
view = memoryview(bytearray(b"abcdefgh"))
view[2:4] = b"XY"
print(view.tobytes(), view[::-1].tolist()[:3], view[1:5:2].tobytes(), view.readonly, view.nbytes, bytes(view[-2:]))
text = base64.b64encode(data[:30]).decode()
print(text, base64.b64decode(text) == data[:30], base64.b32encode(b"hi"), base64.urlsafe_b64encode(b"\xfb\xff"))
print(b"%s=%05d %a" % (b"k", 42, "é"), b"a,b,,c".split(b","), b"  x ".strip(), b"abc".translate(None, b"b"), bytes.fromhex("00 ff"))
print(int.from_bytes(b"\xff\xfe", "little", signed=True), (-2).to_bytes(3, "big", signed=True), struct.calcsize("<bhiq"), list(struct.iter_unpack("<H", b"\1\0\2\0")))
