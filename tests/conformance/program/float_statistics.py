import math


class Running:
    def __init__(self):
        self.n = 0
        self.mean = 0.0
        self.m2 = 0.0
        self.low = math.inf
        self.high = -math.inf

    def add(self, x):
        self.n += 1
        delta = x - self.mean
        self.mean += delta / self.n
        self.m2 += delta * (x - self.mean)
        self.low = min(self.low, x)
        self.high = max(self.high, x)

    def variance(self):
        return self.m2 / (self.n - 1) if self.n > 1 else math.nan


def median(values):
    ordered = sorted(values)
    n = len(ordered)
    if n == 0:
        raise ValueError("no values")
    middle = n // 2
    return ordered[middle] if n % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def linear_fit(points):
    n = len(points)
    sx = sum([x for x, y in points])
    sy = sum([y for x, y in points])
    sxx = sum([x * x for x, y in points])
    sxy = sum([x * y for x, y in points])
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    return slope, (sy - slope * sx) / n


def histogram(values, bins):
    low, high = min(values), max(values)
    counts = [0] * bins
    for v in values:
        counts[min(int((v - low) / (high - low) * bins), bins - 1)] += 1
    return counts


x = 0.1
values = []
for i in range(100):
    x = 3.7 * x * (1 - x)
    values.append(x)
r = Running()
for v in values:
    r.add(v)
print(r.n, r.mean, r.variance(), math.sqrt(r.variance()), r.low, r.high)
print(median(values), median([3, 1, 2]), median([1, 2, 3, 4]), median([5]), histogram(values, 10))
print(linear_fit([(0, 1), (1, 3), (2, 5)]), linear_fit([(0.5, 1), (1.5, 2.25), (4, 8)]), linear_fit([(i, i * i) for i in range(10)]))
one = Running()
one.add(5)
print(one.variance(), one.mean, one.low, Running().low)
try:
    median([])
except ValueError as e:
    print(e)
walk = 0.0
drift = []
for i, v in enumerate(values):
    walk += v - 0.5 if i % 2 else 0.5 - v
    drift.append(walk)
print(min(drift), max(drift), sum(drift) / len(drift), ["%.3f" % d for d in drift[:8]], [round(d, 2) for d in drift[-5:]])
