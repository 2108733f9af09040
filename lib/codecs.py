"""Encodings as str and bytes have them; files in them."""

__all__ = [
    "BOM", "BOM_BE", "BOM_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE",
    "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo", "encode", "decode", "lookup", "open",
    "getencoder", "getdecoder",
]

import _io

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_UTF16_LE
BOM_UTF32 = BOM_UTF32_LE


class CodecInfo:
    def __init__(self, name):
        self.name = name

    def encode(self, text, errors="strict"):
        return text.encode(self.name, errors), len(text)

    def decode(self, data, errors="strict"):
        return bytes(data).decode(self.name, errors), len(data)

    def __repr__(self):
        return f"<codecs.CodecInfo object for encoding {self.name}>"


def lookup(encoding):
    "".encode(encoding)
    name = encoding.lower().replace("_", "-").replace(" ", "-")
    known = {"utf8": "utf-8", "latin-1": "iso8859-1", "latin1": "iso8859-1", "us-ascii": "ascii"}
    return CodecInfo(known.get(name, name))


def encode(obj, encoding="utf-8", errors="strict"):
    return obj.encode(encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    return bytes(obj).decode(encoding, errors)


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    if encoding is not None and "b" not in mode:
        return _io.open(filename, mode, encoding=encoding, errors=errors, newline="")
    return _io.open(filename, mode)
