"""State that all workers of a server share, made where the application's module is imported.

    totals = SharedTotals(counters=2, names=100_000)
    totals.add(0, 1)                # exact, whichever worker does it
    totals.add_name("somebody")     # True: nobody added it before

Processes are forked after that import and threads have it in common. Sub-interpreters import the module each for
itself: the first totals that each makes are one, the second ones another, and so on.
"""

import itertools
import os

from krait.api.own_fields import native

_numbers = itertools.count()


def SharedTotals(counters=8, names=0):
    """Counters of numbers, and a set of texts of at most 56 bytes."""
    path = None
    if os.environ.get("KRAIT_TOTALS"):
        # Set by the server for sub-interpreters: open files of this process, one for each.
        files = os.environ["KRAIT_TOTALS"].split(",")
        number = next(_numbers)
        if number >= len(files):
            raise ValueError(f"there are at most {len(files)} SharedTotals in a sub-interpreter")
        path = f"/proc/{os.getpid()}/fd/{files[number]}"
    return native().SharedTotals(counters=counters, names=names, path=path)
