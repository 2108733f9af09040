# Decorated local functions and classes that mention their own names.
import functools


def same(f):
    return f


def counted(f):
    def wrapper(*args):
        wrapper.calls += 1
        return f(*args)

    wrapper.calls = 0
    return wrapper


def plain():
    @same
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return [fib(n) for n in range(10)]


def cached(decorate):
    @decorate(maxsize=None)
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return [fib(n) for n in range(16)], fib.cache_info()


def through_wrapper():
    @counted
    @same
    def down(n):
        return 0 if n == 0 else 1 + down(n - 1)

    return down(5), down.calls


class Holder:
    def run(self, decorate):
        for start in range(2):
            @decorate
            def tree(depth):
                return [tree(depth - 1)] * 2 if depth else start

            print(tree(2))


def local_class():
    @same
    class Node:
        def __init__(self, child=None):
            self.child = child

        def deeper(self):
            return Node(self)

    return type(Node().deeper().deeper().child).__name__


print(plain())
print(cached(functools.lru_cache))
print(through_wrapper())
Holder().run(same)
print(local_class())
