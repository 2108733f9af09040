# Means, medians, modes, deviations, quantiles, correlation and a regression.
import math


class StatisticsError(ValueError):
    pass


def mean(data):
    if not data:
        raise StatisticsError("mean requires at least one data point")
    return sum(data) / len(data)


def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def modes(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    top = max(counts.values(), default=0)
    return [x for x, c in counts.items() if c == top]


def variance(data, is_sample=True):
    n = len(data)
    if n < 2 and is_sample:
        raise StatisticsError("variance requires at least two data points")
    m = mean(data)
    return sum((x - m) ** 2 for x in data) / (n - 1 if is_sample else n)


def quantiles(data, n=4):
    data = sorted(data)
    m = len(data) + 1
    result = []
    for i in range(1, n):
        j = i * m // n
        j = 1 if j < 1 else len(data) - 1 if j > len(data) - 1 else j
        delta = i * m - j * n
        result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
    return result


def correlation(xs, ys):
    mx, my = mean(xs), mean(ys)
    sxy = sum((x - mx) * (y - my) for x, y in zip(xs, ys))
    return sxy / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


def regression(xs, ys):
    mx, my = mean(xs), mean(ys)
    slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)
    return slope, my - slope * mx


for data in ([1, 2, 3, 4, 4], [2.5, 3.25, 5.5, 11.25, 11.75], [1], [], [True, False, 3], list(range(100))):
    for f in (mean, median, modes, variance, lambda d: variance(d, False), quantiles):
        try:
            print(f(data), end="  ")
        except (StatisticsError, IndexError, ZeroDivisionError) as e:
            print(type(e).__name__, e, end="  ")
    print()
xs = [1, 2, 3, 4, 5]
print(round(correlation(xs, [2.1, 3.9, 6.2, 8.0, 9.8]), 6), round(correlation(xs, [5, 4, 3, 2, 1]), 6))
slope, start = regression(xs, [2.1, 3.9, 6.2, 8.0, 9.8])
print(f"y = {slope:.3f} x {start:+.3f}", modes("mississippi"))
