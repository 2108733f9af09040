from _functools import reduce, cmp_to_key, partial


class Item:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Item(self.n + other.n)

    def __repr__(self):
        return f"Item({self.n})"


def by_length(a, b):
    return len(a) - len(b)


def show(*args, **kwargs):
    return args, sorted(kwargs.items())


print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 7), reduce(lambda a, b: a + b, ["a", "b"], "x"))
print(reduce(lambda a, b: a + b, [Item(1), Item(2), Item(3)]))
print(sorted(["ccc", "a", "bb", "dddd", "e"], key=cmp_to_key(by_length)))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: (b > a) - (b < a))))
key = cmp_to_key(by_length)
print(key("ab") < key("abc"), key("ab") == key("xy"), key("a") >= key("bb"), key("q").obj)
p = partial(show, 1, 2, x=3)
print(p(), p(4, y=5), p(x=9))
print(p.func is show, p.args, p.keywords)
q = partial(p, 7, z=8)
print(q.func is show, q.args, sorted(q.keywords.items()), q())
basetwo = partial(int, base=2)
print(basetwo("10010"), partial(max, 5)(3, 9), list(map(partial(pow, 2), range(5))))
print(repr(partial(int, "7", base=8))[:34], repr(partial(print)))
basetwo.note = "binary"
print(basetwo.note)


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


attempt(reduce, lambda a, b: a, [])
attempt(reduce, lambda a, b: a, 5)
attempt(partial, 5)
attempt(partial(int, base=2), "12")
attempt(partial(show), 1, k=2)
