# Decorated functions and classes that name themselves.
import functools


def passing(function):
    return function


def twice(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        wrapper.last = args
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def make():
    @passing
    def count(n):
        return 0 if n == 0 else 1 + count(n - 1)

    @twice
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    @passing
    class Node:
        def __init__(self, depth):
            self.child = Node(depth - 1) if depth else None

        def depth(self):
            return 0 if self.child is None else 1 + self.child.depth()

        def same(self):
            return Node(2)

    return count, fib, Node


count, fib, Node = make()
print(count(10), fib(10), fib.calls, fib.last, fib.__name__)
print(Node(4).depth(), Node(0).same().depth())


def memo(function):
    known = {}

    @functools.wraps(function)
    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
            wrapper.misses = len(known)
        return known[args]

    return wrapper


@memo
def paths(x, y):
    return 1 if x == 0 or y == 0 else paths(x - 1, y) + paths(x, y - 1)


print(paths(12, 12), paths.misses)


def counter():
    def step():
        step.n += 1
        return step.n

    step.n = 0
    return step


a, b = counter(), counter()
print(a(), a(), b(), a.n, b.n)


def late():
    @passing
    def first():
        return second() + 1

    @passing
    def second():
        return 41

    return first


print(late()())


def retry(times):
    def decorate(function):
        @functools.wraps(function)
        def attempt(*args):
            attempt.tries = 0
            while True:
                attempt.tries += 1
                try:
                    return function(*args)
                except ValueError:
                    if attempt.tries == times:
                        raise

        return attempt

    return decorate


state = []


@retry(3)
def flaky(limit):
    state.append(1)
    if len(state) < limit:
        raise ValueError(len(state))
    return len(state)


print(flaky(2), flaky.tries)
try:
    flaky(100)
except ValueError as e:
    print(e, flaky.tries)
