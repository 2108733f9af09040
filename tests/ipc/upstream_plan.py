"""The frames that both sides of the tests with the existing package expect."""

import random


def plan(count, largest, is_safe=False):
    """is_safe: totals are multiples of 3, so no ring of 2^n bytes is ever filled exactly: the package's copying write
    cannot go on from there (protocol 14.5)."""
    numbers = random.Random(5)
    for sequence in range(1, count + 1):
        size = numbers.randrange(1, largest + 1)
        if is_safe:
            size = size // 3 * 3 + 2
        yield bytes((i + sequence) & 255 for i in range(size))
