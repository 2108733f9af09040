# What containers held, and half-done changes of them.
import collections
import functools
import itertools
import re
import weakref


class Item:
    def __init__(self, name):
        self.name = name
        self.others = []

    def link(self, other):
        self.others.append(other)
        other.others.append(self)
        return self


def rings():
    items = [Item("n" + str(i)) for i in range(10)]
    for a, b in zip(items, items[1:] + items[:1]):
        a.link(b)
    return len(items)


def stopped():
    d = {"k" + str(i): [i] for i in range(20)}
    try:
        for key in d:
            d[key + "!"] = [key]
    except RuntimeError as error:
        print(error)
    s = {"s" + str(i) for i in range(5)}
    try:
        for item in s:
            s.add(item + "!")
    except RuntimeError as error:
        print(error)
    q = collections.deque("q" + str(i) for i in range(5))
    try:
        for item in q:
            q.append(item)
    except RuntimeError as error:
        print(error)


class Key:
    calls = 0

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        Key.calls += 1
        if Key.calls > 3:
            raise ValueError("equal " + self.name)
        return self.name == other.name


def colliding():
    d = {}
    try:
        for i in range(10):
            d[Key("k" + str(i))] = ["v" + str(i)]
    except ValueError as error:
        print(error, len(d))
    try:
        print(Key("k" + str(99)) in d)
    except ValueError as error:
        print(error)
    try:
        d.pop(Key("z"), ["default" + str(1)])
    except ValueError as error:
        print(error)
    try:
        d.setdefault(Key("z"), ["default" + str(2)])
    except ValueError as error:
        print(error)


def replaced():
    rows = [["r" + str(i)] for i in range(6)]
    rows[1:3] = [["new" + str(i)] for i in range(4)]
    rows[::2] = [["step" + str(i)] for i in range(len(rows[::2]))]
    try:
        rows[::2] = [["wrong" + str(1)]]
    except ValueError as error:
        print(error)
    del rows[::3]
    rows *= 2
    rows.insert(1, ["ins" + str(1)])
    print(rows.pop(0), rows.index(["ins" + str(1)]), len(rows))
    rows.sort(key=lambda r: r[0])
    rows.reverse()
    copy = rows[:]
    copy.clear()
    t = tuple(rows)
    print(len(t + t), hash(("a" + str(1), ("b" + str(2),))) == hash(("a1", ("b2",))))


@functools.lru_cache(maxsize=2)
def cached(text):
    if "bad" in text:
        raise ValueError(text)
    return [text, text]


def caches():
    for text in ("a", "b", "a", "c", "bad", "d", "bad"):
        try:
            cached(text + str(1))
        except ValueError as error:
            print(error)
    print(cached.cache_info())


def iterators():
    source = iter(["i" + str(i) for i in range(10)])
    a, b = itertools.tee(source)
    print(next(a), next(a), next(b))
    groups = itertools.groupby(["aa", "ab", "ba"], key=lambda t: t[0])
    key, group = next(groups)
    print(key, next(group))
    chain = itertools.chain(["c" + str(1)], (x + "!" for x in ["c" + str(2)]))
    print(next(chain), next(chain))
    it = iter(lambda: ["called"], 5)
    print(next(it))
    print(list(itertools.islice(itertools.cycle(["x" + str(1), "y" + str(2)]), 5)))
    product = itertools.product(["p" + str(1), "p" + str(2)], repeat=2)
    print(next(product))
    print(functools.reduce(lambda a, b: a + b, ["r" + str(i) for i in range(4)]))
    part = functools.partial(sorted, key=lambda x: x[-1])
    print(part(["b" + str(2), "a" + str(1)]))


def texts():
    m = re.match(r"(?P<word>\w+)-(\d+)?", "word" + "-" + "x")
    print(m.groupdict(), m.groups("none" + str(1)), m["word"], m.lastgroup)
    print(re.sub(r"(\w)(\d)", lambda m: m.group(2) + m.group(1), "a1 b2" + " c3"))
    try:
        re.sub(r"\w", lambda m: 1 + m.group(), "abc" + str(1))
    except TypeError as error:
        print(error)
    try:
        re.compile("(?P<bad" + "name")
    except re.error as error:
        print(error)
    print("%(a)s %(b)r" % {"a": "A" + str(1), "b": ["B" + str(2)]})
    try:
        print("{0} {missing}".format("z" + str(1)))
    except KeyError as error:
        print(error)
    print("a-b-c".split("-"), "a-b".partition("-"), " x ".strip() + str(1))
    try:
        ("a" + str(1)).index("zz" + str(1))
    except ValueError as error:
        print(error)


def weak():
    items = [Item("w" + str(i)) for i in range(4)]
    values = weakref.WeakValueDictionary({i.name: i for i in items})
    keys = weakref.WeakKeyDictionary({i: ["data" + i.name] for i in items})
    refs = [weakref.ref(i, lambda r: None) for i in items]
    items[0].link(items[1])
    del items[2:]
    print(len(values), len(keys), sum(r() is not None for r in refs))
    weakref.finalize(items[0], print, "finalized", "w" + str(0))


rings()
stopped()
colliding()
replaced()
caches()
iterators()
texts()
weak()
loop = []
loop.append(loop)
table = {}
table["self"] = (table, loop)
