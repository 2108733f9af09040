def words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    for word, count in counts.items():
        print(word, count)
    return counts


def swap(items, i, j):
    items[i], items[j] = items[j], items[i]


def chars(text):
    out = ""
    for c in text:
        out += chr(ord(c) + 1)
    return out


numbers = [3, 1, 2]
swap(numbers, 0, -1)
first, *rest = numbers
print(words("a b a"), numbers, first, rest, chars("HAL"), len(numbers), (1, "x")[1])
