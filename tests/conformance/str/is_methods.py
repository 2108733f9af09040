for s in ["", "abc", "ABC", "Abc Def", "123", "12a", " \t\n", "a b", "½", "²", "٣", "_x1", "1x", "é", "日本", "a\n", "ǅ", "-1", "1.5"]:
    print(repr(s), [s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isupper(), s.islower(),
                    s.istitle(), s.isidentifier(), s.isprintable(), s.isascii()])
