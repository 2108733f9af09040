"""Encodings of two and four bytes a unit, UTF-8 with a mark, escapes."""

TEXTS = ["", "abc", "grüße", "π≈3", "😀 smile", "\ttab\\ \n\r\x00\x7f\xff", "\ufeffmark"]
NAMES = ["utf-16", "utf_16_le", "UTF-16BE", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig",
         "unicode_escape", "raw_unicode_escape"]

for name in NAMES:
    for text in TEXTS:
        data = text.encode(name)
        back = data.decode(name)
        print(name, ascii(text), data, back == text)

print(b"\xfe\xff\x00a\x00b".decode("utf-16"), b"\xff\xfea\x00b\x00".decode("utf-16"), b"a\x00".decode("utf-16"))
print(b"\xef\xbb\xbfhi".decode("utf-8"), b"\xef\xbb\xbfhi".decode("utf-8-sig"), b"hi".decode("utf-8-sig"))


def attempt(action):
    try:
        print(ascii(action()))
    except (UnicodeError, LookupError) as error:
        print(type(error).__name__, error)


for name in ("utf-16", "utf-16-le", "utf-32-be"):
    attempt(lambda: "a\ud800b".encode(name))
    for errors in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass"):
        attempt(lambda: "a\ud800b".encode(name, errors))
BAD = [(b"a", "utf-16"), (b"a\x00b", "utf-16-le"), (b"\x00\xd8", "utf-16-le"), (b"\x00\xd8a\x00", "utf-16-le"),
       (b"\x00\xdc", "utf-16-le"), (b"abc", "utf-32"), (b"\x00\x00\x11\x00", "utf-32-le"),
       (b"\x00\xd8\x00\x00", "utf-32-le"), (b"\\x4", "unicode_escape"), (b"\\u12", "unicode_escape"),
       (b"a\\", "unicode_escape"), (b"\\U00110000", "unicode_escape"), (b"\\u12", "raw_unicode_escape")]
for data, name in BAD:
    attempt(lambda: data.decode(name))
    attempt(lambda: data.decode(name, "replace"))
    attempt(lambda: data.decode(name, "ignore"))
print(ascii(b"\\a\\b\\f\\n\\r\\t\\v\\101\\x41\\u00e9\\U0001f600\\'\\\"\\\\".decode("unicode_escape")))
print(ascii(b"\\n\\u00e9\\\\u0041\xff".decode("raw_unicode_escape")))
attempt(lambda: "x".encode("no-such-codec"))
