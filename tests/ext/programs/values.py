"""What crosses by value, and what stays where it is."""


def same(x):
    return x


def kind(x):
    return type(x).__name__


def pair(a, b):
    return (a, b)


def big(n):
    return 3**n


def text(n):
    return "é" * n + "\U0001f600" + "\ud800"


def raw(n):
    return bytes(range(n))


def fresh(n):
    return {"list": [i * i for i in range(n)], "set": {i % 3 for i in range(n)}, "nest": [[i] for i in range(n)], 5: (n, [n])}


kept = [1, 2]
table = {"a": kept}


def get_kept():
    return kept


def grow():
    kept.append(len(kept))


def append(items, value):
    items.append(value)
    return items


def total(items):
    result = 0
    for item in items:
        result += item
    return result


def update(d, k, v):
    d[k] = d.get(k, 0) + v
    return len(d), k in d, sorted(d)


def operators(a, b):
    return [a + b, a - b, a * b, -a, a < b, a == b, a != b]


def inplace(a, b):
    a += b
    return a


def slices(x):
    return x[1:3], x[-1], x[::2]


def use(obj):
    obj.name = obj.name + "!"
    obj.items[0] = 7
    del obj.items[1]
    return obj.method(1, key=2), obj(3), bool(obj), len(obj), hash(obj) == hash(obj), repr(obj), str(obj), 3 in obj


def is_instance(x, cls):
    return isinstance(x, cls)
