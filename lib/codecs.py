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


class Codec:
    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """Keeps the bytes of a character that is not complete."""

    def __init__(self, errors="strict"):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + bytes(input)
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        IncrementalDecoder.reset(self)
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class _Encoder(IncrementalEncoder):
    """Of one encoding; a mark of the byte order is written once."""

    def __init__(self, encoding, errors="strict"):
        IncrementalEncoder.__init__(self, errors)
        self._encoding = encoding
        self._is_first = True

    def encode(self, input, final=False):
        data = input.encode(self._encoding, self.errors)
        mark = len("".encode(self._encoding))
        if mark and not self._is_first:
            data = data[mark:]
        self._is_first = False
        return data

    def reset(self):
        self._is_first = True

    def getstate(self):
        return 0 if self._is_first else 2

    def setstate(self, state):
        self._is_first = not state


def _whole_bytes(data, encoding):
    """How many leading bytes of `data` hold whole characters."""
    name = encoding.lower().replace("_", "-")
    end = len(data)
    if name.startswith(("utf-16", "utf16")):
        end -= end % 2
        little = not (name.endswith("be") or data[:2] == BOM_UTF16_BE)
        if end >= 2 and data[end - 1 if little else end - 2] & 0xFC == 0xD8:
            end -= 2
        return end
    if name.startswith(("utf-32", "utf32")):
        return end - end % 4
    if not name.startswith(("utf-8", "utf8")):
        return end
    for back in range(1, min(4, end) + 1):
        byte = data[end - back]
        if byte < 0x80:
            return end
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return end if needed <= back else end - back
    return end


class _Decoder(BufferedIncrementalDecoder):
    """Of one encoding; what the byte order was is kept."""

    def __init__(self, encoding, errors="strict"):
        BufferedIncrementalDecoder.__init__(self, errors)
        self._encoding = encoding
        self._order = None

    def _buffer_decode(self, input, errors, final):
        count = len(input) if final else _whole_bytes(input, self._order or self._encoding)
        name = self._encoding.lower().replace("_", "-").replace("utf1", "utf-1").replace("utf3", "utf-3")
        if self._order is None and count and name in ("utf-16", "utf-32"):
            unit = 2 if name == "utf-16" else 4
            text = input[:count].decode(name, errors)
            self._order = name + ("-be" if input[:unit] == (BOM_UTF16_BE if unit == 2 else BOM_UTF32_BE)
                                  else "-le")
            return text, count
        if self._order is None and count and name == "utf-8-sig":
            self._order = "utf-8"
            return input[:count].decode(name, errors), count
        return input[:count].decode(self._order or self._encoding, errors), count

    def reset(self):
        BufferedIncrementalDecoder.reset(self)
        self._order = None

    def getstate(self):
        return self.buffer, 0 if self._order is None else 2 if self._order.endswith("be") else 1

    def setstate(self, state):
        self.buffer = state[0]
        name = self._encoding.lower().replace("_", "-")
        if state[1] == 0:
            self._order = None
        elif name == "utf-8-sig":
            self._order = "utf-8"
        elif name in ("utf-16", "utf-32"):
            self._order = name + ("-be" if state[1] == 2 else "-le")


def getincrementalencoder(encoding):
    lookup(encoding)
    return lambda errors="strict": _Encoder(encoding, errors)


def getincrementaldecoder(encoding):
    lookup(encoding)
    return lambda errors="strict": _Decoder(encoding, errors)


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = encoder.encode(input)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = decoder.decode(input)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output
