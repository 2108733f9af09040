# lru_cache on methods; its attributes through bound methods; types joined by | with a metaclass.
import functools


class Number(int):
    count = 0

    @functools.lru_cache(2)
    def scaled(self, factor):
        self.count += 1
        return factor * 10 + self


a, b = Number(5), Number(5)
print(a.scaled(1), b.scaled(2), Number.scaled(a, 3), Number.scaled.cache_info(), a.scaled.cache_info())


class Plain:
    @functools.lru_cache
    def f(self, x):
        return x

    @functools.cache
    def g(self):
        return 5


p = Plain()
print(p.f(1), p.g(), p.g(), Plain.g.cache_info().hits)


class Meta(type):
    pass


class Made(metaclass=Meta):
    pass


print((Made | int).__args__ == (Made, int), isinstance(Made(), Made | None), isinstance(3, Made | int))


def what(value):
    match value:
        case Made():
            return "made"
        case int():
            return "int"
    return "other"


print(what(Made()), what(4), what("x"))
