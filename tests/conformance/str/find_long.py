# Searching with needles of every length, near ends, with repeated last characters, in every width.
import random

random.seed(3)
for alphabet in ("ab", "abcdefgh", "aé", "ab日"):
    text = "".join([random.choice(alphabet) for _ in range(400)])
    total = 0
    for _ in range(300):
        start = random.randrange(400)
        needle = text[start : start + random.randrange(1, 9)]
        if random.random() < 0.3:
            needle = needle[:-1] + random.choice(alphabet)
        low = random.randrange(400)
        high = random.randrange(400)
        total = total * 31 + text.find(needle) + text.find(needle, low, high) * 3 + text.rfind(needle, low) + text.count(needle)
        total += text[low:].startswith(needle) + text[:high].endswith(needle) + text.startswith(needle, start) + len(text.replace(needle, ""))
        total %= 1000000007
    print(alphabet, total)
print("abc".startswith("", 3), "abc".startswith("", 4), "abc".endswith("bc", 1), "abc".endswith("bc", 2), "abc".startswith("日"), "a日".endswith("日"))
