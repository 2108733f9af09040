s = "one two one two one"
print(s.replace("one", "1"), s.replace("one", "1", 2), s.replace("one", "", 1), s.replace("x", "y"), s.replace("one", "1", 0))
print("abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "aaa".replace("aa", "b"), "aé日".replace("é", "EE"))
table = str.maketrans("abc", "xyz", "d")
print("abcd cab dd".translate(table))
print("hello".translate({ord("l"): "L", ord("o"): None, 104: 72}))
print("aeiou".translate(str.maketrans({"a": "1", "e": None, 105: "three"})))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\t\n\tx".expandtabs(2), "abcdefgh\tx".expandtabs())
