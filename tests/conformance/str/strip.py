for s in ["  abc  ", "\t\n x \r\n", "xxabcxx", "abc", "", "    ", "\u3000wide\u3000", "mississippi"]:
    print([s.strip(), s.lstrip(), s.rstrip()])
    print([s.strip("x "), s.lstrip("mis"), s.rstrip("ip"), s.strip("")])
print("www.example.com".strip("cmowz."), "abcba".strip("ab"), "aaa".strip("a"), "x".strip(None))
print("TestCase".removeprefix("Test"), "TestCase".removesuffix("Case"), "abc".removeprefix("x"), "abc".removesuffix(""))
