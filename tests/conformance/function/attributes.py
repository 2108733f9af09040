"""Module text."""


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    """Text of f."""
    x = a
    y = [z for z in range(3)]
    return x, y


def g():
    pass


print(__doc__)
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__)
print(g.__name__, g.__doc__, g.__defaults__, g.__kwdefaults__, g.__closure__, g.__dict__)
code = f.__code__
print(code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames[:8])
print(bool(code.co_flags & 4), bool(code.co_flags & 8), code.co_firstlineno, code is f.__code__)
print(code.co_filename == __file__)

f.count = 0
f.count += 1
print(f.count, f.__dict__, hasattr(f, "count"), hasattr(g, "count"))
g.__dict__.update(f.__dict__)
print(g.count)
del f.count
try:
    f.count
except AttributeError as e:
    print(e)
try:
    del f.count
except AttributeError as e:
    print(e)
setattr(g, "other", [1])
print(g.other, sorted(g.__dict__))

g.__name__ = "renamed"
g.__qualname__ = "Outer.renamed"
g.__doc__ = "new text"
g.__module__ = "elsewhere"
print(g.__name__, g.__qualname__, g.__doc__, g.__module__, repr(g).split(" at ")[0], sorted(g.__dict__))
try:
    g.__name__ = 3
except TypeError as e:
    print(e)
try:
    g(1)
except TypeError as e:
    print(e)


def outer():
    """Text of outer."""
    n = 1
    m = [2]

    def inner():
        """Inner."""
        return n, m

    return inner


inner = outer()
print(inner.__qualname__, inner.__doc__, len(inner.__closure__), inner.__code__.co_freevars, sorted(str(c.cell_contents) for c in inner.__closure__))
print((lambda q: q).__name__, (lambda q: q).__qualname__, (lambda q: q).__code__.co_varnames)


class A:
    """Text of A."""

    tag = 1

    def method(self, x):
        """Text of method."""
        return x

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls, x):
        """Text of c."""
        return x


class B(A):
    pass


class C:
    "short"
    tag = 0


print(A.__doc__, B.__doc__, A().__doc__, B().__doc__, A.__name__, A.__module__, B.__qualname__)
print(A.method.__doc__, A().method.__doc__, A.method.__qualname__, A().method.__name__, A.c.__doc__, A.s.__qualname__)
print(A.method.__code__.co_varnames, A().method.__code__.co_argcount)
A.method.mark = "seen"
print(A.method.mark, A().method.mark)
try:
    A().method.mark = 2
except AttributeError as e:
    print(e)
print(repr(A), repr(A.method).split(" at ")[0], repr(A().method).split(" object at ")[0], repr(print), repr(len))


def counted(func):
    def wrapper(*args):
        wrapper.calls += 1
        return func(*args)

    wrapper.calls = 0
    wrapper.__name__ = func.__name__
    wrapper.__doc__ = func.__doc__
    wrapper.__wrapped__ = func
    return wrapper


@counted
def add(a, b):
    """Adds."""
    return a + b


print(add(1, 2), add(3, 4), add.calls, add.__name__, add.__doc__, add.__wrapped__(5, 6), add.calls)


def memo(n):
    if n not in memo.cache:
        memo.cache[n] = n if n < 2 else memo(n - 1) + memo(n - 2)
    return memo.cache[n]


memo.cache = {}
print(memo(50), len(memo.cache))
print(callable(f), callable(A), callable(A()), callable(3))
