from collections import Counter

c = Counter("abracadabra")
print(c)
print(c.most_common(), c.most_common(2), c.most_common(0))
print(c["a"], c["z"], "z" in c, len(c), c.total())
print(sorted(c.elements()))
c.update("aaz")
c.update({"b": 10})
c.update(q=3)
print(c)
c.subtract("aab")
c.subtract({"q": 5, "new": 1})
print(c, c["q"])
del c["q"]
del c["not there"]
print(c)
print(Counter(), Counter({}), Counter([]), Counter(None))
print(Counter(a=3, b=1) + Counter(a=1, b=2))
print(Counter(a=3, b=1) - Counter(a=1, b=2))
print(Counter(a=3, b=1) & Counter(a=1, b=2))
print(Counter(a=3, b=1) | Counter(a=1, b=2))
print(+Counter(a=3, b=-1), -Counter(a=3, b=-1))
x = Counter(a=3, b=1)
x += Counter(a=1, c=4)
print(x)
x -= Counter(c=4, b=5)
print(x)
x |= Counter(d=2)
print(x)
x &= Counter(a=2, d=9)
print(x)
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) == {"a": 1}, Counter(a=1) != Counter(a=2))
print(Counter(a=1) <= Counter(a=1), Counter(a=1) < Counter(a=1), Counter(a=2) > Counter(a=1), Counter(a=2) >= Counter(b=1))
print(isinstance(c, dict), type(c).__name__, c.copy() == c, dict(Counter("hello")))
try:
    Counter.fromkeys("abc")
except NotImplementedError as e:
    print(e)
try:
    Counter(a=1) < {"a": 1}
except TypeError as e:
    print(e)
try:
    Counter(3)
except TypeError as e:
    print(e)


def words(text):
    for word in text.split():
        yield word.strip(".,!").lower()


text = "The quick brown fox. The lazy dog! The end, the very end."
for word, count in Counter(words(text)).most_common(3):
    print(f"{word:>6} {count}")
mixed = Counter({"a": 1.5, "b": 2})
mixed["a"] += 1
print(mixed, mixed.total())
print(Counter({"x": "text", "y": 1}) and "not comparable is fine")


class Bag(Counter):
    def __missing__(self, key):
        return -1


bag = Bag("aab")
print(bag, bag["q"], type(bag.copy()).__name__)
