for s in ["", "hello World", "HELLO", "hello", "Straße", "ǆ", "ÀÉÎ", "they're bill's", "a1b2", "ﬁ", "İ", "ΑΣ", "x_y z-w"]:
    print(repr(s), s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
