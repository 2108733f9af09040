"""`random.SystemRandom`: the distributions over the system's own source of random numbers."""

from bisect import bisect
from itertools import accumulate
from math import acos, cos, exp, isfinite, log, pi, sqrt
from operator import index
from os import urandom


class SystemRandom:
    """Numbers from the system's source; there is no state to seed, keep or restore."""

    def __init__(self, x=None):
        pass

    def random(self):
        return (int.from_bytes(urandom(7)) >> 3) * 2.0**-53

    def getrandbits(self, k):
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        size = (k + 7) // 8
        return int.from_bytes(urandom(size)) >> (size * 8 - k)

    def randbytes(self, n):
        return urandom(n)

    def seed(self, *args, **kwds):
        return None

    def getstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    def setstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    # Whole numbers

    def _randbelow(self, n):
        bits = n.bit_length()
        number = self.getrandbits(bits)
        while number >= n:
            number = self.getrandbits(bits)
        return number

    def randrange(self, start, stop=None, step=1):
        places = range(index(start)) if stop is None else range(index(start), index(stop), index(step))
        if not places:
            raise ValueError("empty range for randrange()" if stop is None else
                             f"empty range in randrange({start}, {stop})")
        return places[self._randbelow(len(places))]

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    # Sequences

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if weights is None and cum_weights is None:
            return [population[int(self.random() * n)] for _ in range(k)]
        if weights is not None and cum_weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        totals = list(accumulate(weights)) if cum_weights is None else cum_weights
        if len(totals) != n:
            raise ValueError("The number of weights does not match the population")
        total = totals[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not isfinite(total):
            raise ValueError("Total of weights must be finite")
        return [population[bisect(totals, self.random() * total, 0, n - 1)] for _ in range(k)]

    def shuffle(self, x):
        for i in range(len(x) - 1, 0, -1):
            j = self._randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        pool = list(population)
        if counts is not None:
            pool = [item for item, count in zip(pool, counts) for _ in range(count)]
        if not 0 <= k <= len(pool):
            raise ValueError("Sample larger than population or is negative")
        chosen = []
        for i in range(k):
            j = self._randbelow(len(pool) - i)
            chosen.append(pool[j])
            pool[j] = pool[len(pool) - i - 1]
        return chosen

    # Distributions

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        if high == low:
            return low
        share = 0.5 if mode is None else (mode - low) / (high - low)
        place = self.random()
        if place > share:
            place, share, low, high = 1.0 - place, 1.0 - share, high, low
        return low + (high - low) * sqrt(place * share)

    def normalvariate(self, mu=0.0, sigma=1.0):
        angle = 2.0 * pi * self.random()
        return mu + sigma * sqrt(-2.0 * log(1.0 - self.random())) * cos(angle)

    gauss = normalvariate

    def lognormvariate(self, mu=0.0, sigma=1.0):
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        return -log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Best and Fisher (1979)."""
        if kappa <= 1e-6:
            return 2.0 * pi * self.random()
        s = 0.5 / kappa
        r = s + sqrt(1.0 + s * s)
        while True:
            z = cos(pi * self.random())
            d = z / (r + z)
            u = self.random()
            if u < 1.0 - d * d or u <= (1.0 - d) * exp(d):
                break
        q = 1.0 / r
        f = (q + z) / (1.0 + q * z)
        turned = acos(f) if self.random() > 0.5 else -acos(f)
        return (mu + turned) % (2.0 * pi)

    def gammavariate(self, alpha, beta):
        """Marsaglia and Tsang (2000)."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha < 1.0:
            boost = (1.0 - self.random()) ** (1.0 / alpha)
            return boost * self.gammavariate(alpha + 1.0, beta)
        d = alpha - 1.0 / 3.0
        c = 1.0 / sqrt(9.0 * d)
        while True:
            x = self.normalvariate()
            v = (1.0 + c * x) ** 3
            if v > 0.0 and log(1.0 - self.random()) < 0.5 * x * x + d - d * v + d * log(v):
                return d * v * beta

    def betavariate(self, alpha, beta):
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def paretovariate(self, alpha):
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * (-log(1.0 - self.random())) ** (1.0 / beta)


SystemRandom.__module__ = "random"
