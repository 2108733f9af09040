"""@krait.jit: the same results as without, compiled where it can be, and a word where it cannot."""
import math
import os
import subprocess
import sys
import threading
import traceback
import warnings

import krait
from krait._jit import Jit, JitWarning, cache_folder

SCALE = 3
NAMES = ("a", 2.5, None)


@krait.jit
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else SCALE * n + 1
        steps += 1
    return steps


def half(x):
    return math.sqrt(x) / 2


@krait.jit
def total(n):
    s = 0.0
    for i in range(n):
        s += half(i)
    return s


@krait.jit
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


@krait.jit
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@krait.jit
def arguments(a, b=5, *rest, c="x", **more):
    return a, b, rest, c, more


@krait.jit
def names():
    return NAMES, NAMES[0] * 2


@krait.jit
def divide(a, b):
    return a / b


@krait.jit
def append(items, value):
    items.append(value)
    return items


def outer(factor):
    @krait.jit
    def scaled(x):
        return x * factor

    return scaled


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @krait.jit
    def dot(self, other):
        return self.x * other.x + self.y * other.y


@krait.jit
def unsuitable(x):
    return eval("x")


def is_compiled(function):
    return any(f is not function.__wrapped__ for f in function._variants.values())


def check(function, *args, **kwargs):
    wanted, got = function.__wrapped__(*args, **kwargs), function(*args, **kwargs)
    assert wanted == got and type(wanted) is type(got), (function, args, wanted, got)


def check_results():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for n in (1, 7, 27, 97, 10**30):
            check(collatz, n)
        check(total, 100)
        for pair in ((12, 18), (2**70, 2**35 * 3), (1.5, 0.25), (True, 2)):
            check(gcd, *pair)
        check(fib, 15)
        check(arguments, 1)
        check(arguments, 1.5, "b", 3, 4, c=2, d=5)
        check(names)
        check(divide, 7, 2)
        check(outer(4), 5)
        check(outer("ab"), 3)
        items = [1]
        assert append(items, 2) is items and items == [1, 2]
        assert Vector(1, 2).dot(Vector(3, 4.5)) == 12.0
    for function in (collatz, total, gcd, fib, arguments, names, divide, append, Vector.__dict__["dot"]):
        assert is_compiled(function), function


def check_errors():
    try:
        divide(1, 0)
    except ZeroDivisionError:
        frames = traceback.extract_tb(sys.exc_info()[2])
        assert (frames[-1].filename, frames[-1].name, frames[-1].line) == (__file__, "divide", "return a / b"), frames
    for bad in (lambda: divide(1), lambda: divide(1, 2, 3), lambda: divide(1, c=2), lambda: divide("a", 1)):
        try:
            bad()
        except TypeError:
            continue
        raise AssertionError("no TypeError")


def check_guards():
    global SCALE
    SCALE = 5
    assert collatz.__wrapped__(8) == collatz(8) == 3
    SCALE = 3
    check(collatz, 27)


def check_fallback():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert unsuitable(3) == 3 and unsuitable("x") == "x"
    assert len(caught) == 1 and caught[0].category is JitWarning, caught
    assert "eval" in str(caught[0].message) and "unsuitable runs in CPython" in str(caught[0].message)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert krait.jit(len)([1]) == 1 or caught
    try:
        krait.jit(3)
    except TypeError:
        pass
    else:
        raise AssertionError("jit(3)")


def check_threads():
    results = []
    threads = [threading.Thread(target=lambda: results.append(gcd(2**40, 6**20))) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert results == [2**20] * 8, results


def check_cache():
    files = os.listdir(cache_folder())
    assert files and all(name.endswith(".abi3.so") for name in files), files
    env = {**os.environ, "KRAIT": "/nowhere/krait"}
    code = "import krait, warnings; warnings.simplefilter('error')\n@krait.jit\ndef f(x): return x\nf(1)"
    result = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert result.returncode == 1 and "JitWarning" in result.stderr, result.stderr


def main():
    assert isinstance(collatz, Jit) and collatz.__name__ == "collatz" and krait.jit(collatz) is collatz
    check_results()
    check_errors()
    check_guards()
    check_fallback()
    check_threads()
    check_cache()
    print("ok")


main()
