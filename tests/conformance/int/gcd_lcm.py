import math


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


pairs = [(12, 18), (0, 5), (5, 0), (-12, 18), (2**70, 6**40), (10**25 + 7, 10**20 + 3), (0, 0)]
for a, b in pairs:
    print(gcd(a, b), math.gcd(a, b), math.lcm(a, b))
print(math.gcd(), math.gcd(4), math.gcd(12, 18, 27), math.lcm(2, 3, 4), math.lcm())
print(math.isqrt(0), math.isqrt(17), math.isqrt(10**40), math.isqrt(2**64 - 1), math.isqrt(2**64))
print(math.factorial(0), math.factorial(25), math.comb(5, 2), math.comb(60, 30), math.perm(5, 2), math.perm(5))
for f in (lambda: math.isqrt(-1), lambda: math.factorial(-1), lambda: math.comb(-1, 2)):
    try:
        print(f())
    except ValueError as e:
        print(e)
