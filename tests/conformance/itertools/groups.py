from itertools import groupby, tee, pairwise, zip_longest, accumulate, islice


class Word:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return len(self.text) == len(other.text)

    def __hash__(self):
        return 1

    def __repr__(self):
        return "W" + self.text


print([(k, list(g)) for k, g in groupby("AAAABBBCCDAABBB")])
print([k for k, g in groupby([1, 1, 2, 3, 3])])
print([(k, list(g)) for k, g in groupby([1, 3, 5, 2, 4, 7], key=lambda x: x % 2)])
print([(k, list(g)) for k, g in groupby([Word("a"), Word("b"), Word("cc"), Word("d")])])
groups = groupby("aab")
k, first = next(groups)
print(k, next(first))
k, second = next(groups)
print(k, list(first), list(second))
print(list(groupby([])))

a, b = tee(iter([1, 2, 3]))
print(next(a), next(a), next(b), list(a), list(b))
x, y, z = tee(range(200), 3)
print(sum(x), sum(islice(y, 100)), sum(y), sum(z))
print(tee([1], 0), len(tee("ab", 4)))
p, = tee("xyz", 1)
q, r = tee(p)
print(next(q), list(r), list(q))
try:
    tee([1], -1)
except ValueError as e:
    print(e)

print(list(pairwise("ABCD")), list(pairwise([1])), list(pairwise([])))
print(list(zip_longest("AB", "xyz")), list(zip_longest([1], [], [2, 3], fillvalue="-")), list(zip_longest()))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([], initial=5)))
print(list(accumulate([1, 2], initial=100)), list(accumulate("abc")), list(accumulate([3, 1, 5], max)))
print(list(accumulate([1.5, 2.5])), list(accumulate([[1], [2]])))
total = 0
for v in accumulate(range(5)):
    total += v
print(total)
try:
    print(list(accumulate([1, "a"])))
except TypeError as e:
    print(e)
