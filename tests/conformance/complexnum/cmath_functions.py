"""cmath: values rounded, special cases exactly, errors."""
import cmath
import math
from cmath import exp, inf, nan, phase, pi, polar, rect, sqrt


def shown(z):
    if not isinstance(z, complex):
        return f"{z:.9g}"
    return f"{z.real:.9g}{z.imag:+.9g}j"


names = ["sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
         "asinh", "acosh", "atanh"]
for name in names:
    function = getattr(cmath, name)
    print(name, *(shown(function(z)) for z in (0.5, -2, 3j, 1 + 2j, complex(-0.3, -1.7), 1e-5j)))

edges = [complex(inf, 0.0), complex(-inf, 0.0), complex(0.0, inf), complex(-inf, inf), complex(nan, 1.0),
         complex(inf, nan), complex(-0.0, -0.0), complex(-1.0, -0.0), complex(inf, 2.0)]
for name in names:
    row = []
    for z in edges:
        try:
            row.append(repr(getattr(cmath, name)(z)))
        except (ValueError, OverflowError) as error:
            row.append(type(error).__name__)
    print(name, *row)

print(polar(-1), [round(x, 9) for x in polar(3 + 4j)], rect(2, 0), shown(rect(1, pi / 3)), phase(-1.0))
print(cmath.isnan(complex(nan, 0)), cmath.isinf(complex(0, inf)), cmath.isfinite(1j), cmath.isclose(1, 1 + 1e-12j),
      cmath.isclose(1, 1.1, rel_tol=0.2), cmath.isclose(inf, 3), cmath.infj, cmath.nanj, cmath.tau == 2 * math.pi)
print(shown(exp(1j * pi) + 1 + 1), sqrt(-1), shown(cmath.log(8, 2)), shown(cmath.log(-1)), cmath.e == math.e)


def roots(a, b, c):
    d = sqrt(b * b - 4 * a * c)
    return (-b + d) / (2 * a), (-b - d) / (2 * a)


print(*map(shown, roots(1, 2, 5)))


class Number:
    def __complex__(self):
        return 3 + 4j


print(abs(sqrt(Number())), shown(cmath.exp(True)))
for call in (lambda: cmath.log(0), lambda: cmath.exp(1000), lambda: cmath.sqrt("4"), lambda: cmath.atanh(1),
             lambda: cmath.cosh(800), lambda: cmath.isclose(1, 2, rel_tol=-1), lambda: cmath.sin(None)):
    try:
        print(call())
    except (ValueError, OverflowError, TypeError) as error:
        print(type(error).__name__, error)
