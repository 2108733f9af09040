for s in ["", "a", "it's", 'say "hi"', "both ' and \"", "tab\t", "nl\n", "cr\r", "back\\slash", "\0", "\x01\x1f\x7f", "\x80\xa0\xad",
          "é", "日本", "\u200b", "\ud7ff", "\ue000", "\U0001F600", "\U0010FFFF", "a\u0301", "\u2028", "\x85"]:
    print(repr(s), len(s))
print(["it's", 'q"', "n\n"], ("x",), {"k'": "v"})
print("\x41\u0042\U00000043\N{LATIN SMALL LETTER D}\101\
joined")
print(r"raw\n\t", r'\'', "con" "cat" 'ed', """triple
"quoted"
text""")
