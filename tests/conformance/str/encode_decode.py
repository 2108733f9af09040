s = "aé日😀"
print(s.encode(), s.encode("utf-8"), s.encode("latin-1", "replace") , "abc".encode("ascii"))
print(b"a\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"abc".decode("ascii"))
for f in (lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: b"a\xe3\x81".decode("utf-8"), lambda: b"\x80".decode("ascii")):
    try:
        f()
    except UnicodeError as e:
        print(e)
print("é日".encode("ascii", "ignore"), "é日".encode("ascii", "replace"), "é日".encode("ascii", "backslashreplace"),
      "é<".encode("ascii", "xmlcharrefreplace"))
print(b"a\xffb\xe3\x81c".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"a\xff".decode(errors="backslashreplace"))
print(str(b"abc", "utf-8"), str(b"abc"))
