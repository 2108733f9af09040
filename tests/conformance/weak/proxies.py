import weakref


class Vector:
    kind = "vector"

    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, item):
        return item in self.items

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self, other)))

    def __eq__(self, other):
        return list(self) == list(other)

    def __str__(self):
        return f"<{self.items}>"

    def total(self):
        return sum(self.items)


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        return self.n + x


vector = Vector(1, 2, 3)
proxy = weakref.proxy(vector)
print(proxy.total(), proxy.kind, len(proxy), proxy[1], list(proxy), 2 in proxy, str(proxy))
proxy[0] = 10
proxy.extra = "set"
print(vector.items, vector.extra, hasattr(proxy, "nothing"))
print(str(proxy + proxy), proxy == vector, vector == proxy, bool(proxy))
del proxy.extra
print(hasattr(vector, "extra"), isinstance(proxy, Vector), proxy.__class__ is Vector)
print(type(proxy) is weakref.ProxyType)
adder = Adder(5)
call = weakref.proxy(adder)
print(call(6), type(call) is weakref.CallableProxyType)
try:
    hash(proxy)
except TypeError:
    print("unhashable")
dying = weakref.proxy(vector, lambda p: print("the proxy is dead"))
del vector
for attempt in (lambda: proxy.total(), lambda: len(proxy), lambda: str(proxy)):
    try:
        attempt()
    except ReferenceError as error:
        print(error)
