# What collections has beside deque: tuples with names, dicts of several kinds, wrappers.
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, namedtuple

Point = namedtuple("Point", "x y", defaults=[3])
p = Point(1)
print(p, p.x, p.y, p._replace(x=9), p._asdict(), Point._make([4, 5]), p == (1, 3), Point._fields)
x, y = p
print(x, y, len(p), p[1], p[-2:], hash(p) == hash((1, 3)), Point.__doc__, Point._field_defaults)


class Named(namedtuple("Base", ["a", "b"])):
    def total(self):
        return self.a + self.b


n = Named(b=2, a=5)
print(n, n.total(), isinstance(n, tuple), Named.__name__)


def attempt(function):
    try:
        print(function())
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        print(type(error).__name__, error)


attempt(lambda: Point())
attempt(lambda: Point(1, 2, 3))
attempt(lambda: Point(1, x=2))
attempt(lambda: Point(1, z=2))
attempt(lambda: namedtuple("P", "a a"))
attempt(lambda: namedtuple("P", "class"))
attempt(lambda: namedtuple("P", "_x"))
attempt(lambda: Point._make([1]))
print(namedtuple("P", "a def a", rename=True)._fields)

groups = defaultdict(list)
for word in "one two three four five six".split():
    groups[len(word)].append(word)
print(groups, groups[99], len(groups), groups.get(7), dict(groups.copy()))
attempt(lambda: defaultdict(None)["k"])
attempt(lambda: defaultdict(3))
counts = defaultdict(int)
for c in "mississippi":
    counts[c] += 1
print(sorted(counts.items()), counts | {"z": 1} == dict(counts, z=1))

order = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
order.move_to_end("a")
order.move_to_end("c", last=False)
print(list(order.items()), list(reversed(order)), order.popitem(), order.popitem(last=False))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1})
attempt(lambda: OrderedDict().popitem())
attempt(lambda: OrderedDict().move_to_end("q"))

c = Counter("hello world")
print(c, c.most_common(2), c["zz"], c.total())
print(c + Counter("lo"), c - Counter("l"), c & Counter("oo"), Counter("a") | Counter("aab"))
c.subtract("lll")
print(c["l"], +c == Counter("heo wor d".replace(" ", "", 1) + "o"), sorted((-Counter(a=-2, b=1)).items()))
print(sorted(Counter(a=2, b=1).elements()), Counter(a=1) <= Counter(a=2), Counter(a=1) == Counter(a=1, b=0))
del c["nothing"]
c.update(h=4)
print(c["h"], list(Counter(["x", "x"]).items()))

chain = ChainMap({"a": 1}, {"b": 2, "a": 3})
chain["c"] = 4
print(chain, chain["a"], chain["b"], list(chain), len(chain), "b" in chain, chain.maps[0])
print(chain.new_child({"a": 9})["a"], chain.parents, chain.get("q", 7))
attempt(lambda: chain.pop("b"))
attempt(lambda: chain["nope"])


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


d = Lower(A=1)
d["B"] = 2
d.update(C=3)
print(d, "a" in d, d.pop("b"), sorted(d), d == {"a": 1, "c": 3})
items = UserList([3, 1, 2])
items.sort()
print(items, items + [4], items[0:2], items * 2, 3 in items, items == [1, 2, 3], type(items[1:]).__name__)
text = UserString("hey you")
print(text.upper(), text + "!", text == "hey you", text[1:3], len(text), text.split(), text.replace("e", "a"))
