"""Functions of complex numbers, over `math`."""

import math
from math import (
    asinh as _asinh, atan2, copysign, e, hypot, inf, isfinite as _is_finite, ldexp, log as _log, log1p, nan, pi, tau,
)

infj = complex(0.0, inf)
nanj = complex(0.0, nan)

_LARGEST = 1.7976931348623157e308 / 4
_SMALLEST = 2.2250738585072014e-308
_LARGE_ROOT = math.sqrt(_LARGEST)
_LARGE_LOG = _log(_LARGEST)
_SMALL_ROOT = math.sqrt(_SMALLEST)
_LN2 = 0.6931471805599453
_LN10 = 2.302585092994046

# What C's Annex G says of arguments that are not finite: a real and an imaginary part for each pair out of
# -inf, below 0, -0, 0, above 0, inf, nan.
_PARTS = {"n": nan, "i": inf, "I": -inf, "0": 0.0, "z": -0.0, "p": pi, "P": -pi, "h": pi / 2, "H": -pi / 2,
          "q": pi / 4, "Q": -pi / 4, "t": 3 * pi / 4, "T": -3 * pi / 4, "o": 1.0, "m": -1.0}
_SPECIAL = {
    "acos": "tipipipIpItInihi--------hInnhi--------hIhnhi-----"
            "---hIhnhi--------hInnqi0i0i0I0IqInininnnnnnnnnInn",
    "acosh": "iTiPiPipipitiniH--------ihnniH--------ihnniH-----"
             "---ihnniH--------ihnniQizizi0i0iqininnnnnnnnninnn",
    "asinh": "IQIzIzI0I0IqInIH--------IhnnIH--------IhnniH-----"
             "---ihnniH--------ihnniQizizi0i0iqininnnnzn0nninnn",
    "atanh": "zHzHzHzhzhzhznzH--------zhnnzH--------zhzn0H-----"
             "---0h0n0H--------0hnn0H0H0H0h0h0h0n0Hnnnnnnnn0hnn",
    "cosh": "EEIii0izIIEEinEE--------EEnnEE--------EEn0EE-----"
            "---EEn0EE--------EEnnEEIIizi0IiEEinnnnnn0n0nnnnnn",
    "exp": "00zz0z00z00000EE--------EEnnEE--------EEnnEE-----"
           "---EEnnEE--------EEnnEEIIizi0IiEEinnnnnnzn0nnnnnn",
    "log": "iTiPiPipipitiniH--------ihnniH--------ihnniH-----"
           "---ihnniH--------ihnniQizizi0i0iqininnnnnnnnninnn",
    "sinh": "EEiIIzI0iiEEinEE--------EEnnEE--------EE0nEE-----"
            "---EE0nEE--------EEnnEEIIizi0IiEEinnnnnnzn0nnnnnn",
    "sqrt": "iI0I0I0i0iiiniiI--------iinniI--------iinniI-----"
            "---iinniI--------iinniIizizi0i0iiiniInnnnnnnniinn",
    "tanh": "m0m0mzm0mzm0m0EE--------EEnnEE--------EEnnEE-----"
            "---EEnnEE--------EEnno0o0ozo0ozo0o0nnnnnzn0nnnnnn",
    "rect": "EEiiI0IziIEEinEE--------EEnn00--------000000-----"
            "---0000EE--------EEnnEEIIizi0IiEEinnnnnn0n0nnnnnn",
}


def _complex(z):
    """Like complex(), which takes text too."""
    if type(z) is complex:
        return z
    if isinstance(z, str):
        raise TypeError("must be real number, not str")
    if not (isinstance(z, (complex, float)) or hasattr(z, "__complex__") or hasattr(z, "__float__")
            or hasattr(z, "__index__")):
        raise TypeError(f"must be real number, not {type(z).__name__}")
    return complex(z)


def _kind(x):
    if x != x:
        return 6
    if x == inf or x == -inf:
        return 5 if x > 0 else 0
    if x == 0:
        return 3 if copysign(1.0, x) > 0 else 2
    return 4 if x > 0 else 1


def _special(name, x, y):
    at = 2 * (7 * _kind(x) + _kind(y))
    codes = _SPECIAL[name][at:at + 2]
    if codes == "EE":
        raise ValueError("math domain error")
    return complex(_PARTS[codes[0]], _PARTS[codes[1]])


def _checked(real, imag):
    if real in (inf, -inf) or imag in (inf, -inf):
        raise OverflowError("math range error")
    return complex(real, imag)


def _large_log(x, y):
    return _log(hypot(x / 2.0, y / 2.0)) + 2.0 * _LN2


def _sqrt(x, y):
    if x == 0.0 and y == 0.0:
        return 0.0, y
    ax, ay = abs(x), abs(y)
    if ax < _SMALLEST and ay < _SMALLEST and (ax > 0.0 or ay > 0.0):
        ax = ldexp(ax, 53)
        s = ldexp(math.sqrt(ax + hypot(ax, ldexp(ay, 53))), -27)
    else:
        ax /= 8.0
        s = 2.0 * math.sqrt(ax + hypot(ax, ay / 8.0))
    d = ay / (2.0 * s)
    return (s, copysign(d, y)) if x >= 0.0 else (d, copysign(s, y))


def sqrt(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if not (_is_finite(x) and _is_finite(y)):
        return _special("sqrt", x, y)
    return complex(*_sqrt(x, y))


def acos(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if not (_is_finite(x) and _is_finite(y)):
        return _special("acos", x, y)
    if abs(x) > _LARGEST or abs(y) > _LARGEST:
        far = _large_log(x, y)
        return complex(atan2(abs(y), x), -copysign(far, y) if x < 0.0 else copysign(far, -y))
    a, b = _sqrt(1.0 - x, -y)
    c, d = _sqrt(1.0 + x, y)
    return complex(2.0 * atan2(a, c), _asinh(c * b - d * a))


def acosh(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if not (_is_finite(x) and _is_finite(y)):
        return _special("acosh", x, y)
    if abs(x) > _LARGEST or abs(y) > _LARGEST:
        return complex(_large_log(x, y), atan2(y, x))
    a, b = _sqrt(x - 1.0, y)
    c, d = _sqrt(x + 1.0, y)
    return complex(_asinh(a * c + b * d), 2.0 * atan2(b, c))


def _asinh_of(x, y):
    if not (_is_finite(x) and _is_finite(y)):
        return _special("asinh", x, y)
    if abs(x) > _LARGEST or abs(y) > _LARGEST:
        far = _large_log(x, y)
        return complex(copysign(far, x) if y >= 0.0 else -copysign(far, -x), atan2(y, abs(x)))
    a, b = _sqrt(1.0 + y, -x)
    c, d = _sqrt(1.0 - y, x)
    return complex(_asinh(a * d - c * b), atan2(y, a * c - b * d))


def asinh(z, /):
    z = _complex(z)
    return _asinh_of(z.real, z.imag)


def asin(z, /):
    z = _complex(z)
    s = _asinh_of(-z.imag, z.real)
    return complex(s.imag, -s.real)


def _atanh_of(x, y):
    if not (_is_finite(x) and _is_finite(y)):
        return _special("atanh", x, y)
    if copysign(1.0, x) < 0.0:
        s = _atanh_of(-x, -y)
        return complex(-s.real, -s.imag)
    ay = abs(y)
    if x > _LARGE_ROOT or ay > _LARGE_ROOT:
        h = hypot(x / 2.0, y / 2.0)
        return complex(x / 4.0 / h / h, -copysign(pi / 2.0, -y))
    if x == 1.0 and ay < _SMALL_ROOT:
        if ay == 0.0:
            raise ValueError("math domain error")
        return complex(-_log(math.sqrt(ay) / math.sqrt(hypot(ay, 2.0))), copysign(atan2(2.0, -ay) / 2, y))
    return complex(log1p(4.0 * x / ((1 - x) * (1 - x) + ay * ay)) / 4.0,
                   -atan2(-2.0 * y, (1 - x) * (1 + x) - ay * ay) / 2.0)


def atanh(z, /):
    z = _complex(z)
    return _atanh_of(z.real, z.imag)


def atan(z, /):
    z = _complex(z)
    s = _atanh_of(-z.imag, z.real)
    return complex(s.imag, -s.real)


def _cosh_of(x, y):
    if not (_is_finite(x) and _is_finite(y)):
        if abs(x) == inf and _is_finite(y) and y != 0.0:
            real, imag = copysign(inf, math.cos(y)), copysign(inf, math.sin(y))
            return complex(real, imag if x > 0.0 else -imag)
        return _special("cosh", x, y)
    if abs(x) > _LARGE_LOG:
        near = x - copysign(1.0, x)
        return _scaled(math.cos(y), math.cosh(near), math.sin(y), math.sinh(near))
    return _checked(math.cos(y) * math.cosh(x), math.sin(y) * math.sinh(x))


def _scaled(a, b, c, d):
    return _checked(a * b * e, c * d * e)


def cosh(z, /):
    z = _complex(z)
    return _cosh_of(z.real, z.imag)


def cos(z, /):
    z = _complex(z)
    return _cosh_of(-z.imag, z.real)


def _sinh_of(x, y):
    if not (_is_finite(x) and _is_finite(y)):
        if abs(x) == inf and _is_finite(y) and y != 0.0:
            real, imag = copysign(inf, math.cos(y)), copysign(inf, math.sin(y))
            return complex(real if x > 0.0 else -real, imag)
        return _special("sinh", x, y)
    if abs(x) > _LARGE_LOG:
        near = x - copysign(1.0, x)
        return _scaled(math.cos(y), math.sinh(near), math.sin(y), math.cosh(near))
    return _checked(math.cos(y) * math.sinh(x), math.sin(y) * math.cosh(x))


def sinh(z, /):
    z = _complex(z)
    return _sinh_of(z.real, z.imag)


def sin(z, /):
    z = _complex(z)
    s = _sinh_of(-z.imag, z.real)
    return complex(s.imag, -s.real)


def _tanh_of(x, y):
    if not (_is_finite(x) and _is_finite(y)):
        if abs(x) == inf and _is_finite(y) and y != 0.0:
            return complex(copysign(1.0, x), copysign(0.0, 2.0 * math.sin(y) * math.cos(y)))
        return _special("tanh", x, y)
    if abs(x) > _LARGE_LOG:
        return complex(copysign(1.0, x), 4.0 * math.sin(y) * math.cos(y) * math.exp(-2.0 * abs(x)))
    tx, ty = math.tanh(x), math.tan(y)
    cx = 1.0 / math.cosh(x)
    txty = tx * ty
    denominator = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / denominator, ty / denominator * cx * cx)


def tanh(z, /):
    z = _complex(z)
    return _tanh_of(z.real, z.imag)


def tan(z, /):
    z = _complex(z)
    s = _tanh_of(-z.imag, z.real)
    return complex(s.imag, -s.real)


def exp(z, /):
    z = _complex(z)
    x, y = z.real, z.imag
    if not (_is_finite(x) and _is_finite(y)):
        if abs(x) == inf and _is_finite(y) and y != 0.0:
            size = inf if x > 0.0 else 0.0
            return complex(copysign(size, math.cos(y)), copysign(size, math.sin(y)))
        return _special("exp", x, y)
    if x > _LARGE_LOG:
        size = math.exp(x - 1.0)
        return _checked(size * math.cos(y) * e, size * math.sin(y) * e)
    size = math.exp(x)
    return _checked(size * math.cos(y), size * math.sin(y))


def _log_of(z):
    x, y = z.real, z.imag
    if not (_is_finite(x) and _is_finite(y)):
        return _special("log", x, y)
    ax, ay = abs(x), abs(y)
    if ax > _LARGEST or ay > _LARGEST:
        real = _log(hypot(ax / 2.0, ay / 2.0)) + _LN2
    elif ax < _SMALLEST and ay < _SMALLEST:
        if ax == 0.0 and ay == 0.0:
            raise ValueError("math domain error")
        real = _log(hypot(ldexp(ax, 53), ldexp(ay, 53))) - 53 * _LN2
    else:
        h = hypot(ax, ay)
        if 0.71 <= h <= 1.73:
            most, least = (ax, ay) if ax > ay else (ay, ax)
            real = log1p((most - 1) * (most + 1) + least * least) / 2.0
        else:
            real = _log(h)
    return complex(real, atan2(y, x))


def log(z, base=None, /):
    found = _log_of(_complex(z))
    return found if base is None else found / _log_of(_complex(base))


def log10(z, /):
    found = _log_of(_complex(z))
    return complex(found.real / _LN10, found.imag / _LN10)


def phase(z, /):
    z = _complex(z)
    return atan2(z.imag, z.real)


def polar(z, /):
    z = _complex(z)
    return abs(z), phase(z)


def rect(r, phi, /):
    r, phi = float(r), float(phi)
    if not (_is_finite(r) and _is_finite(phi)):
        if abs(r) == inf and _is_finite(phi) and phi != 0.0:
            real, imag = copysign(inf, math.cos(phi)), copysign(inf, math.sin(phi))
            return complex(real, imag) if r > 0 else complex(-real, -imag)
        return _special("rect", r, phi)
    return complex(r * math.cos(phi), r * math.sin(phi))


def isfinite(z, /):
    z = _complex(z)
    return _is_finite(z.real) and _is_finite(z.imag)


def isinf(z, /):
    z = _complex(z)
    return math.isinf(z.real) or math.isinf(z.imag)


def isnan(z, /):
    z = _complex(z)
    return math.isnan(z.real) or math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    a, b = _complex(a), _complex(b)
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    apart = abs(a - b)
    return apart <= rel_tol * abs(b) or apart <= rel_tol * abs(a) or apart <= abs_tol
