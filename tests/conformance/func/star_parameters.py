def f(a, b, /, c, *, kk, dd=1):
    return a, b, c, kk, dd


def g(*args, **kw):
    return args, kw


def h(alpha, beta=2, *rest, gamma=3, **more):
    return alpha, beta, rest, gamma, more


def only(*, x, y=5):
    return x - y


def rest_sum(first, *numbers):
    total = first
    for number in numbers:
        total += number
    return total


print(f(1, 2, 3, kk=4), f(1, 2, c=3, kk=4, dd=5))
print(g(), g(1, 2), g(1, x=2), g(**{"y": 3}), g(*[1, 2], *(3,), 4, **{"a": 1}, b=2))
print(h(1), h(1, 2, 3, 4), h(1, gamma=9, z=8), h(*range(5), **{"gamma": 0, "q": 1}))
print(only(x=1), only(y=1, x=10))
print(rest_sum(1), rest_sum(1, 2, 3), rest_sum(1.5, 2.5), rest_sum("a", "b", "c"))
l = lambda *a, k=2, **kw: (a, k, kw)
print(l(), l(1, k=3), l(1, 2, z=4))


def defaults(items=[], *, table={}):
    items.append(len(items))
    table[len(items)] = True
    return items, table


print(defaults(), defaults([7]), defaults(), defaults(table={}))


class Base:
    def __init__(self, name, *parts, sep="-", **options):
        self.text = name + sep + sep.join(parts)
        self.options = options

    def show(self, *args, **kwargs):
        return self.text, args, kwargs

    def call(*args):
        return len(args), args[1:]


class Derived(Base):
    def __init__(self, *args, **kwargs):
        super().__init__("derived", *args, **kwargs)


b = Base("n", "x", "y", sep="+", extra=1)
print(b.show(), b.options, b.show(1, *[2, 3], k=4, **{"l": 5}))
d = Derived("p", "q", sep="/")
print(d.show(), d.options, d.call(1, 2), Base.call(d))
args, kwargs = ("m", "o"), {"sep": "::"}
print(Base(*args, **kwargs).text)
print(*[1, 2, 3], sep=", ")
print(*"abc", *(), **{"end": "!\n"})
print(max(*[3, 9, 4]), max(*[[1, 2], [1, 3]], key=len), "{} {x}".format(*[1], **{"x": 2}), dict(**{"a": 1}, b=2))


def forward(function, *args, **kwargs):
    return function(*args, **kwargs)


print(forward(f, 1, 2, 3, kk=4), forward(g), forward(rest_sum, 1, 2), forward(len, "four"))
print(forward(Base, "z", "w").text, forward(b.show, 1, s=2), forward(forward, forward, pow, 2, 5))
print(list(map(lambda *p: sum(p), [1, 2], [3, 4])), sorted([(2, "b"), (1, "a")], key=lambda t: g(*t)))


def recurse(n, *path):
    return path if n == 0 else recurse(n - 1, *path, n)


print(recurse(4))
for call in [
    lambda: f(1),
    lambda: f(),
    lambda: f(1, 2, 3, 4),
    lambda: f(1, 2, 3, 4, kk=1),
    lambda: f(1, 2, 3, 4, kk=1, dd=2),
    lambda: f(1, 2, 3),
    lambda: f(1, 2, b=3, kk=1),
    lambda: f(a=1, b=2, c=3, kk=4),
    lambda: f(1, 2, c=1, kk=1, zz=2),
    lambda: h(1, 2, alpha=3),
    lambda: h(1, **{"alpha": 2}),
    lambda: g(a=1, **{"a": 2}),
    lambda: only(),
    lambda: only(1),
    lambda: h(*5),
    lambda: h(**5),
    lambda: h(1, **{1: 2}),
    lambda: print(*5),
    lambda: g(**{"a": 1}, **{"a": 2}),
    lambda: rest_sum(first=1, firs=2),
    lambda: only(x=1, z=3),
    lambda: Base(),
]:
    try:
        print(call())
    except TypeError as error:
        print("TypeError", error)
