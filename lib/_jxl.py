"""What JXL's values need and Python has not: used by programs that the compiler makes of JXL."""


def wrap(x):
    """An Int has 64 bits."""
    if -0x8000000000000000 <= x <= 0x7FFFFFFFFFFFFFFF:
        return x
    return ((x + 0x8000000000000000) & 0xFFFFFFFFFFFFFFFF) - 0x8000000000000000


def div(a, b):
    """Rounds towards zero."""
    if b == 0:
        raise ArithmeticError("division by zero")
    q = a // b
    if q < 0 and q * b != a:
        return q + 1
    return wrap(q)


def rem(a, b):
    """The sign is that of `a`."""
    if b == 0:
        raise ArithmeticError("division by zero")
    r = a % b
    if r != 0 and (a < 0) != (b < 0):
        return r - b
    return r


def shift_left(a, n):
    if n < 0 or n >= 64:
        return 0
    return wrap(a << n)


def shift_right(a, n):
    if n < 0 or n >= 64:
        return -1 if a < 0 else 0
    return a >> n


def fdiv(a, b):
    """IEEE 754: no error."""
    if b == 0.0:
        if a == 0.0 or a != a:
            return NAN
        negative = (a < 0.0) != (str(b) == "-0.0")
        return -INFINITY if negative else INFINITY
    return a / b


NAN = float("nan")
INFINITY = float("inf")
