# more-itertools: examples from its documentation.
import more_itertools as mi

print(list(mi.chunked([1, 2, 3, 4, 5, 6, 7], 3)))
print(list(mi.windowed([1, 2, 3, 4, 5], 3)))
print(mi.first([5, 6]), mi.last([5, 6]), mi.one([7]), mi.nth_or_last([1, 2], 9))
print(list(mi.flatten([[1, 2], [3]])), list(mi.collapse([1, [2, [3, 4]], "ab"])))
print([list(group) for group in mi.split_at("abcdcba", lambda c: c == "b")])
print(list(mi.interleave_longest([1, 4], [2, 5, 6], [3])), list(mi.unique_everseen("AAAABBBCCDAABBB")))
print(mi.partition(lambda x: x > 2, [1, 2, 3, 4]) is not None, mi.ilen(x for x in range(100) if x % 3 == 0))
p = mi.peekable(["a", "b", "c"])
print(p.peek(), next(p), p.peek(), list(p))
print(list(mi.distribute(2, [1, 2, 3, 4, 5])[0]), mi.consume(iter([1])), list(mi.padded([1, 2], 0, 4)))
print(list(mi.run_length.encode("aabccc")), "".join(mi.run_length.decode([("x", 3)])))
print(list(mi.powerset([1, 2, 3])), mi.all_equal([1, 1]), list(mi.take(3, range(9))))
print(mi.bucket("a1 b1 a2".split(), key=lambda x: x[0])["a"] is not None, list(mi.stagger([0, 1, 2])))
print(list(mi.divide(3, range(7))[0]), list(mi.locate([0, 1, 0, 1], bool)), list(mi.consecutive_groups([1, 2, 5]))[0] is not None)
try:
    mi.one([1, 2])
except ValueError as error:
    print(error)
