# Sums whose exact parts are many, infinities, overflow.
import math

print(math.fsum([2.0 ** -k for k in range(1000)]))
tiny = [math.exp(-x * x / 2) * 2.0 ** -(x % 61) for x in range(-38, 38)]
print(math.fsum(tiny) == math.fsum(reversed(tiny)))
values = []
for k in range(0, 1000, 3):
    values.append((1.0 if k % 2 else -1.0) * (2.0 ** -k) * (1 + 2.0 ** -(k % 50)))
print(math.fsum(values), math.fsum(values + [-v for v in values]))
print(math.fsum([1e308, -1e308, 1e-300] * 5))
for bad in ([1e308, 1e308, -1e308], [math.inf, -math.inf], [math.inf, 1e308, 1e308]):
    try:
        print(math.fsum(bad))
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
print(math.fsum([math.inf, 1.0]), math.fsum([]))
