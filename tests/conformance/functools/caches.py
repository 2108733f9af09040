from _functools import _lru_cache_wrapper


class Info:
    def __init__(self, hits, misses, maxsize, currsize):
        self.parts = (hits, misses, maxsize, currsize)


def info(f):
    return f.cache_info().parts


calls = []


def square(x):
    calls.append(x)
    return x * x


def fib(n):
    return n if n < 2 else cached_fib(n - 1) + cached_fib(n - 2)


cached_fib = _lru_cache_wrapper(fib, None, False, Info)
print(cached_fib(80), info(cached_fib))
cached = _lru_cache_wrapper(square, 2, False, Info)
print([cached(x) for x in (1, 2, 1, 3, 1, 2)], calls, info(cached))
cached.cache_clear()
print(info(cached), cached(1), info(cached))
off = _lru_cache_wrapper(square, 0, False, Info)
print(off(4), off(4), info(off))
typed = _lru_cache_wrapper(square, 10, True, Info)
print(typed(3), typed(3.0), typed(True), info(typed))
untyped = _lru_cache_wrapper(square, 10, False, Info)
print(untyped(3), untyped(3.0), info(untyped))


def join(*args, **kwargs):
    return args, tuple(kwargs.items())


j = _lru_cache_wrapper(join, 100, False, Info)
print(j(1, 2), j(1, 2, a=3), j((1, 2)), j(a=3), j(a=3), info(j))
try:
    j([])
except TypeError as e:
    print("unhashable" in str(e))
big = _lru_cache_wrapper(square, 50, False, Info)
for i in range(300):
    big(i)
    big(i // 2)
print(info(big))
failing = _lru_cache_wrapper(lambda x: 1 // x, 4, False, Info)
for x in (0, 0, 1):
    try:
        print(failing(x))
    except ZeroDivisionError as e:
        print("division")
print(info(failing))
try:
    _lru_cache_wrapper(square, "x", False, Info)
except TypeError as e:
    print(e)
