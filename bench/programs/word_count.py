import sys
import time

SYLLABLES = "ka ri to ne su lo mi ba ve du pa gi so ra te".split()


def prepare(n):
    words = []
    x = 42
    for _ in range(n):
        x = x * 16807 % 2147483647
        k = x % 1000
        # A few words are frequent, most are rare.
        k = k * k // 1000
        word = SYLLABLES[k % 15] + SYLLABLES[k // 15 % 15] + SYLLABLES[k // 225 % 15]
        if x % 11 == 0:
            word = word.upper()
        if x % 7 == 0:
            word += ","
        words.append(word)
    return " ".join(words)


def run(text):
    counts = {}
    for word in text.split():
        word = word.strip(",").lower()
        counts[word] = counts.get(word, 0) + 1
    groups = {}
    for word, count in counts.items():
        groups.setdefault(word[0], []).append(count)
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
    sums = sorted([(letter, sum(numbers)) for letter, numbers in groups.items()])
    parts = ["%s=%d" % (word, count) for word, count in top]
    parts += ["%s:%d" % (letter, total) for letter, total in sums]
    return "%d %s" % (len(counts), " ".join(parts))


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 500000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
