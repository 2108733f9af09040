"""The numbers behind the dashboard: ordinary Python, which CPython runs as well."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    name: str
    values: list[float]


@dataclass(frozen=True)
class Summary:
    mean: float
    low: float
    high: float
    deviation: float
    trend: float


def days(count: int, seed: int) -> list[Series]:
    """Four measured series: a level, a weekly wave and noise from a small generator."""
    made: list[Series] = []
    state = seed
    for place, name in enumerate(["Oslo", "Lisbon", "Kyoto", "Quito"]):
        values: list[float] = []
        for day in range(count):
            state = (state * 1103515245 + 12345) % 2147483648
            wave = abs((day + place) % 14 - 7) * 1.5
            values.append(round(20.0 + place * 4 + wave + state % 1000 / 200, 2))
        made.append(Series(name, values))
    return made


def summary(values: list[float]) -> Summary:
    n = len(values)
    if n == 0:
        return Summary(0.0, 0.0, 0.0, 0.0, 0.0)
    mean = sum(values) / n
    variance = sum((v - mean) ** 2 for v in values) / n
    middle = (n - 1) / 2
    across = sum((i - middle) ** 2 for i in range(n))
    along = sum((i - middle) * (v - mean) for i, v in enumerate(values))
    return Summary(mean, min(values), max(values), variance**0.5, along / across if across else 0.0)


def smooth(values: list[float], window: int) -> list[float]:
    """The moving mean over `window` values, shorter at the beginning."""
    out: list[float] = []
    total = 0.0
    for i, value in enumerate(values):
        total += value
        if i >= window:
            total -= values[i - window]
        out.append(total / min(i + 1, window))
    return out


def histogram(values: list[float], bins: int) -> list[int]:
    counts = [0] * bins
    if not values:
        return counts
    low, high = min(values), max(values)
    width = (high - low) / bins or 1.0
    for value in values:
        counts[min(bins - 1, int((value - low) / width))] += 1
    return counts
