"""Random numbers: the Mersenne Twister and its distributions are in C, in `_random`."""

from _random import (
    Random, betavariate, choice, choices, expovariate, gammavariate, gauss, getrandbits, getstate,
    lognormvariate, normalvariate, paretovariate, randbytes, randint, random, randrange, sample, seed,
    setstate, shuffle, triangular, uniform, vonmisesvariate, weibullvariate,
)

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate", "gammavariate",
    "gauss", "getrandbits", "getstate", "lognormvariate", "normalvariate", "paretovariate",
    "randbytes", "randint", "random", "randrange", "sample", "seed", "setstate", "shuffle",
    "triangular", "uniform", "vonmisesvariate", "weibullvariate",
]


# Apart, because only few programs want it.
def __getattr__(name):
    if name != "SystemRandom":
        raise AttributeError(f"module 'random' has no attribute {name!r}")
    import _random_system

    return _random_system.SystemRandom
