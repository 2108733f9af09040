words = ["Zebra", "apple", "éclair", "Apple", "zoo", "äpfel", "10", "9", "_x", "", " a", "ﬁ", "ß", "SS", "日", "本", "\U0001F600", "\U00010000", "\uffee"]
print(sorted(words))
print(sorted(words, key=str.lower))
print(sorted(words, key=str.casefold))
print(sorted(words, key=len))
print(sorted(words, key=lambda w: w[::-1]))
print([a < b for a, b in zip(words, words[1:])])
print(max(words), min(words), max(words, key=len), "a" < "aa" < "b", "Z" < "a", "é" > "z", "\U00010000" > "\uffee")
print([w.upper() for w in words], [w.lower() == w for w in words], ["ß".upper(), "ŉ".upper(), "İ".lower(), "Σ".lower(), "ΑΣ".lower(), "ǆ".title()])
