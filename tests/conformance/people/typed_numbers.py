"""Numeric code with types that inference finds: loops, floats, big numbers, bits, records."""
import math
from collections import namedtuple
from fractions import Fraction


class Body:
    __slots__ = ("x", "y", "vx", "vy", "mass")

    def __init__(self, x: float, y: float, vx: float, vy: float, mass: float):
        self.x, self.y, self.vx, self.vy, self.mass = x, y, vx, vy, mass

    def energy(self) -> float:
        return 0.5 * self.mass * (self.vx * self.vx + self.vy * self.vy)


def step(bodies: list[Body], dt: float) -> None:
    for i, a in enumerate(bodies):
        for b in bodies[i + 1:]:
            dx, dy = a.x - b.x, a.y - b.y
            distance = math.sqrt(dx * dx + dy * dy) + 1e-9
            force = dt / (distance * distance * distance)
            a.vx -= dx * b.mass * force
            a.vy -= dy * b.mass * force
            b.vx += dx * a.mass * force
            b.vy += dy * a.mass * force
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy


def sieve(limit: int) -> list[int]:
    flags = bytearray([1]) * (limit + 1)
    flags[0:2] = b"\0\0"
    for n in range(2, math.isqrt(limit) + 1):
        if flags[n]:
            flags[n * n::n] = bytes(len(range(n * n, limit + 1, n)))
    return [n for n, flag in enumerate(flags) if flag]


def collatz(start: int) -> tuple[int, int]:
    n, steps, top = start, 0, start
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
        top = max(top, n)
    return steps, top


def crc(data: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def levenshtein(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for k, y in enumerate(b, 1):
            diagonal, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, diagonal + (x != y))
    return row[-1]


def matmul(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def mix(flag: bool, n: int):
    value = n if flag else float(n)
    value += 1
    return value * value if flag else -value


def egcd(a: int, b: int) -> tuple[int, int, int]:
    if b == 0:
        return a, 1, 0
    g, x, y = egcd(b, a % b)
    return g, y, x - a // b * y


bodies = [Body(0.0, 0.0, 0.0, 0.0, 10.0), Body(1.0, 0.0, 0.0, 3.0, 0.1), Body(-2.0, 0.5, 0.2, -2.0, 0.2)]
for _ in range(200):
    step(bodies, 0.001)
print([f"{b.x:.9f} {b.y:.9f}" for b in bodies], f"{sum(b.energy() for b in bodies):.12g}")
primes = sieve(2000)
print(len(primes), primes[-3:], sum(primes), [p for p in primes if str(p) == str(p)[::-1]][-4:])
print(collatz(27), max(range(1, 300), key=lambda n: collatz(n)[0]), collatz(2 ** 64 + 1)[0])
print(hex(crc(b"123456789")), levenshtein("kitten sitting", "sitting kitten"), matmul([[1, 2], [3, 4]], [[0.5, 1], [1, 0]]))
print(mix(True, 3), mix(False, 3), type(mix(True, 10 ** 18)).__name__, mix(True, 10 ** 18), mix(False, -1))
print(egcd(240, 46), pow(46, -1, 241), math.comb(60, 30), math.factorial(25) % 10 ** 9, 2 ** 100 >> 90, -7 // 2, -7 % 3)
print(divmod(-7.5, 2), round(2.5), round(-3.567, 2), 7 / 2, 1e308 * 10, -0.0, 0.1 + 0.2, float("nan") != float("nan"))
total = 0
for n in range(70):
    total += 1 << n
print(total, total.bit_length(), total & 0xFFFF, ~total % 1000, (total ^ (total >> 1)).bit_count(), int("zz", 36), f"{total:#x}")
print(sum(Fraction(1, n) for n in range(1, 12)), Fraction("0.125") + 1, math.prod(range(1, 8)), math.gcd(84, 36, 60), math.lcm(4, 6))
x, guess = 2.0, 1.0
while abs(guess * guess - x) > 1e-15:
    guess = (guess + x / guess) / 2
print(guess, math.fsum([0.1] * 10), sum([0.1] * 10), math.hypot(3, 4), math.dist((0, 0), (1, 1)), math.degrees(math.pi))
Point = namedtuple("Point", "x y")
hull, points = [], sorted(Point(n * 7 % 11, n * n % 13) for n in range(12))
for p in points:
    while len(hull) > 1 and (hull[-1].x - hull[-2].x) * (p.y - hull[-2].y) <= (hull[-1].y - hull[-2].y) * (p.x - hull[-2].x):
        hull.pop()
    hull.append(p)
print([tuple(p) for p in hull])
for bad in (lambda: 1 // 0, lambda: math.sqrt(-1), lambda: int("1x"), lambda: math.log(0), lambda: 1 << -1, lambda: float("a")):
    try:
        bad()
    except (ArithmeticError, ValueError) as error:
        print(type(error).__name__, error)
