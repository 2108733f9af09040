import math

# Elsewhere than in IEEE's exact operations an ulp is allowed: so 13 digits are printed.
fs = [math.sin, math.cos, math.tan, math.exp, math.atan, math.sinh, math.cosh, math.tanh, math.asinh, math.expm1, math.erf, math.erfc]
for f in fs:
    print(["%.13g" % f(x) for x in (-2.5, -1.0, -0.1, 0.3, 1.0, 2.0, 5.5)])
for f in (math.log, math.log2, math.log10, math.log1p, math.lgamma, math.sqrt):
    print(["%.12g" % f(x) for x in (0.1, 0.5, 1.5, 3.0, 10.0, 1234.5)])
for f in (math.asin, math.acos, math.atanh):
    print(["%.13g" % f(x) for x in (-0.9, -0.5, 0.0, 0.25, 0.99)])
print(["%.12g" % math.atan2(y, x) for y in (-1, 0, 2) for x in (-3, 1, 4)])
print("%.13g %.13g" % (math.pow(2.5, 3.5), math.exp(1)))
print(["%.12g" % math.gamma(x) for x in (0.1, 0.5, 1.5, 3.0, 10.0, -2.5, 50.5)])
