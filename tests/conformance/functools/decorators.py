import functools
from functools import cache, cached_property, lru_cache, partial, partialmethod, reduce, total_ordering, wraps


def logged(func):
    @wraps(func)
    def wrapper(*args, **kwargs):
        """not this one"""
        print("call", func.__name__, args, kwargs)
        return func(*args, **kwargs)
    return wrapper


@logged
def add(a, b=1):
    """Adds."""
    return a + b


print(add(1), add(1, b=5), add.__name__, add.__doc__, add.__wrapped__(2, 3))


class Circle:
    made = 0

    def __init__(self, r):
        self.r = r

    @cached_property
    def area(self):
        """Its area."""
        Circle.made += 1
        return 3 * self.r**2


c = Circle(2)
print(c.area, c.area, Circle.made, c.__dict__)
c.r = 3
del c.area
print(c.area, Circle.made, Circle.area.__doc__)
c.area = "set"
print(c.area)


@total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts == other.parts

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts < other.parts

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


a, b = Version("1.2"), Version("1.10")
print(a < b, a <= b, a > b, a >= b, a <= Version("1.2"), sorted([b, a]), max(a, b))
try:
    a >= 3
except TypeError as e:
    print(e)


@total_ordering
class ByGe:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __ge__(self, other):
        return self.n >= other.n


print(ByGe(1) < ByGe(2), ByGe(1) <= ByGe(1), ByGe(3) > ByGe(2), ByGe(3) > ByGe(3))
try:
    total_ordering(type("Nothing", (), {}))
except ValueError as e:
    print(e)


@lru_cache(maxsize=2)
def square(x):
    print("computing", x)
    return x * x


print(square(2), square(3), square(2), square(4), square(3))
print(square.cache_info(), square.cache_parameters(), square.__wrapped__(5))
square.cache_clear()
print(square.cache_info().hits, square.cache_info().currsize)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info(), fib.__name__)


@lru_cache
def plain(*args, **kw):
    return args, sorted(kw)


print(plain(1, k=2), plain(1, k=2), plain.cache_info().hits)
try:
    lru_cache("x")
except TypeError as e:
    print(e)


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state, extra=None):
        self.alive = state
        return extra

    set_alive = partialmethod(set_state, True)
    set_dead = partialmethod(set_state, False, extra="gone")


cell = Cell()
print(cell.set_alive(), cell.alive, cell.set_dead(), cell.alive, cell.set_alive(extra=3))
print(reduce(lambda x, y: x * y, range(1, 6)), partial(pow, 2)(10), functools.cmp_to_key(lambda x, y: y - x)(1) < functools.cmp_to_key(lambda x, y: y - x)(0))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda x, y: y - x)))
