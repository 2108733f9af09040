import math


def attempt(f):
    try:
        print(f())
    except (ValueError, OverflowError, TypeError, ZeroDivisionError) as e:
        print(repr(e))


attempt(lambda: math.sqrt(-1))
attempt(lambda: math.log(0))
attempt(lambda: math.log(-1))
attempt(lambda: math.exp(1000))
attempt(lambda: math.acos(2))
attempt(lambda: math.floor(math.inf))
attempt(lambda: math.ceil(math.nan))
attempt(lambda: math.sqrt("x"))
attempt(lambda: math.fmod(1, 0))
attempt(lambda: math.pow(0, -1))
attempt(lambda: math.sin(math.inf))
attempt(lambda: math.exp(-1000))
attempt(lambda: math.ldexp(1.0, 5000))
attempt(lambda: math.factorial(1.5))
attempt(lambda: math.gamma(-1))
attempt(lambda: math.sqrt())
