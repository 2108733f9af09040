"""State that all workers of a server share, made where the application's module is imported.

    totals = SharedTotals(counters=2, names=100_000)
    totals.add(0, 1)                # exact, whichever worker does it
    totals.add_name("somebody")     # True: nobody added it before

With processes (the default) the memory is the same in all workers; sub-interpreters have one each.
"""

from krait.api.own_fields import native


def SharedTotals(counters=8, names=0):
    """Counters of numbers, and a set of texts of at most 56 bytes."""
    return native().SharedTotals(counters=counters, names=names)
