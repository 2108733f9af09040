words = ["banana", "apple", "Banana", "", "app", "apple2", "éclair", "zebra", "日本", "\U0001F600", "\uffff", "a\0b", "a"]
print(sorted(words))
print(max(words), min(words))
for a in words:
    print([a < b for b in words].count(True), [a <= b for b in words].count(True), [a == b for b in words].count(True))
print("a" == 1, "a" != 1, "1" == 1, "abc" == "ab" + "c", "a" is not None)
print("a" < "b" < "c", "b" > "a" > "A", "" < "a")
