"""Text that is encoded and decoded in pieces."""

import codecs

TEXT = "aé€😀\r\nz"
for name in ("utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig", "latin-1"):
    text = TEXT if name != "latin-1" else "aé\r\nz"
    data = text.encode(name)
    decoder = codecs.getincrementaldecoder(name)()
    parts = [decoder.decode(data[i:i + 1]) for i in range(len(data))] + [decoder.decode(b"", True)]
    encoder = codecs.getincrementalencoder(name)()
    again = b"".join([encoder.encode(c) for c in text])
    print(name, "".join(parts) == text, again == data, len([part for part in parts if part]))
    print("".join(codecs.iterdecode([data[:3], data[3:]], name)) == text)
decoder = codecs.getincrementaldecoder("utf-8")("replace")
print(ascii(decoder.decode(b"a\xe2\x82")), decoder.getstate(), ascii(decoder.decode(b"", True)))
try:
    codecs.getincrementaldecoder("utf-8")().decode(b"\xe2", True)
except UnicodeDecodeError as error:
    print(error)
