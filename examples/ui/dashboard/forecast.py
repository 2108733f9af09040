# forecast.py
def linear(history: list[float], ahead: int = 1) -> float:
    """Least-squares line through the history, read `ahead` steps later."""
    n = len(history)
    if n == 0:
        return 0.0
    if n == 1:
        return history[0]
    mx = (n - 1) / 2
    my = sum(history) / n
    sxy = sum((i - mx) * (y - my) for i, y in enumerate(history))
    sxx = sum((i - mx) ** 2 for i in range(n))
    return my + sxy / sxx * (n - 1 + ahead - mx)
