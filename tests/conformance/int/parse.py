good = ["0", "12", "-12", "+7", "  42  ", "\t9\n", "1_000", "007", "9" * 40, "-" + "1" * 25, "٣٤"]
for s in good:
    print(repr(s), int(s))
bad = ["", " ", "1.5", "abc", "1__0", "_1", "1_", "--1", "+ 1", "0x10", "1 2", "12a"]
for s in bad:
    try:
        print(int(s))
    except ValueError as e:
        print(e)
