# Counts the words of a text and draws a bar for each.
TEXT = """
Beautiful is better than ugly. Explicit is better than implicit.
Simple is better than complex. Complex is better than complicated.
Flat is better than nested. Sparse is better than dense. Readability counts.
"""


def words_of(text):
    words = []
    for word in text.split():
        word = word.strip(".,!?;:").lower()
        if word:
            words.append(word)
    return words


counts = {}
for word in words_of(TEXT):
    counts[word] = counts.get(word, 0) + 1

ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
widest = max([len(word) for word, count in ranked])
for word, count in ranked:
    print(f"{word:>{widest}} {'█' * count} {count}")

longest = max(counts, key=len)
print(f"\n{sum(counts.values())} words, {len(counts)} different, the longest is {longest!r}.")
