# Iterators that hand on what their sources give.
import itertools
from itertools import chain, count, cycle, islice, repeat, takewhile, dropwhile


def is_small(x):
    return x < 4


def main():
    for i in count(5):
        if i > 8:
            break
        print(i, end=" ")
    print()
    print(list(islice(count(1, 3), 5)), list(islice(count(0.5, 0.25), 4)), list(islice(count(10, -2), 3)))
    print(list(islice(cycle("abc"), 7)), list(islice(cycle([]), 3)))
    print(list(repeat("x", 3)), list(repeat(1, 0)), list(repeat(None, -2)))
    print(list(chain([1, 2], (3,), "ab", {5: 6}, range(2))))
    print(list(chain()), list(chain.from_iterable([[1], [2, 3], []])))
    total = 0
    for x in chain([1, 2], [3, 4]):
        total += x * x
    print(total)
    print(list(itertools.compress("abcdef", [1, 0, 1, 0, 1, 1])), list(itertools.compress("ab", [True])))
    print(list(takewhile(is_small, [1, 2, 5, 1])), list(dropwhile(is_small, [1, 2, 5, 1])))
    print(list(itertools.filterfalse(is_small, range(8))), list(itertools.filterfalse(None, [0, 1, "", 2])))
    print(list(itertools.starmap(pow, [(2, 5), (3, 2), [10, 3]])))
    print(count(3), count(1, 2), repeat("a"), repeat("a", 5))
    print(type(count()), type(chain()) is chain, isinstance(repeat(1), repeat))
    it = iter(repeat(7, 2))
    print(next(it), next(it), next(it, "done"), next(it, "done"))
    c = cycle([1, 2])
    print(next(c), next(c), next(c), iter(c) is c)
    try:
        next(chain([]))
    except StopIteration:
        print("stop")
    big = count(2**61 - 2)
    print([next(big) for _ in range(4)])


main()
