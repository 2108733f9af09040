import bisect
from bisect import bisect_left, insort

data = [1, 3, 3, 5, 8, 13]
for x in range(0, 15):
    print(x, bisect.bisect(data, x), bisect_left(data, x), bisect.bisect_right(data, x, 1, 4))
insort(data, 4)
bisect.insort_left(data, 3)
print(data)


def grade(score, breakpoints=(60, 70, 80, 90), grades="FDCBA"):
    return grades[bisect.bisect(breakpoints, score)]


print([grade(score) for score in [33, 99, 77, 70, 89, 90, 100]])
words = ["apple", "fig", "kiwi", "banana"]
words.sort(key=len)
insort(words, "plum", key=len)
print(words)
print(bisect.bisect(words, 5, key=len))
try:
    bisect.bisect_left(data, 3, -1)
except ValueError as error:
    print("ValueError:", error)
