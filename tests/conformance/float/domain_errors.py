# What module math says of arguments outside a function's domain.
import math


def attempt(f, x):
    try:
        print(f(x))
    except (ValueError, OverflowError, TypeError) as e:
        print(repr(e))


attempt(math.acosh, 0.5)
attempt(math.atanh, 1)
attempt(math.atanh, -2.0)
attempt(math.log1p, -2.5)
attempt(math.lgamma, -1)
attempt(math.gamma, -math.inf)
attempt(math.asin, -3)
attempt(math.cos, -math.inf)
attempt(math.tan, math.inf)
attempt(math.log, -1.5)
attempt(math.log2, 0)
attempt(math.log10, -(10**400))
attempt(math.sqrt, -math.inf)
attempt(math.cosh, 1000)
attempt(math.acos, math.nan)
try:
    math.sqrt(1, 2)
except TypeError as e:
    print(e)
try:
    math.fmod(1)
except TypeError as e:
    print(e)
try:
    math.log(10, 0)
except ValueError as e:
    print(e)
