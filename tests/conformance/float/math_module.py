import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.sqrt(16), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.ceil(7))
print(math.fabs(-3), math.fmod(-7, 3), math.fmod(7, -3), math.modf(3.25), math.modf(-3.25), math.frexp(10.0), math.ldexp(0.5, 5))
print(math.copysign(3, -0.0), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3))
print(math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)), math.degrees(math.pi), math.radians(180))
print(math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([1.5, 2]), math.prod([]))
print(math.exp(0), math.log(1), math.log2(8), math.log10(1000), math.log(8, 2), math.log10(10**30), math.log2(2**100))
print(math.sin(0), math.cos(0), math.tan(0), math.atan2(0, 1), math.pow(2, 10), math.cbrt(8.0) == 2, math.exp2(10))
print(math.remainder(10, 3), math.nextafter(1.0, 2.0), math.ulp(1.0))
print(math.floor(3), math.ceil(2**70), math.trunc(9.99))
