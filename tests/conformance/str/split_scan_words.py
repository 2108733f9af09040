text = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness, it was the
epoch of belief, it was the epoch of incredulity"""
counts = {}
for line in text.splitlines():
    for word in line.split():
        word = word.strip(",.").lower()
        counts[word] = counts.get(word, 0) + 1
for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
    print(f"{word:<12}{count:>3} {'#' * count}")
longest = max(counts, key=len)
print(longest, len(counts), sum(counts.values()))
print(sorted(set([len(w) for w in counts])))
print({n: sorted([w for w in counts if len(w) == n]) for n in range(2, 6)})
