import itertools


class own:
    def __init__(self, it, n, strict=False):
        if n < 1:
            raise ValueError("n must be at least one")
        self.it = iter(it)
        self.n = n
        self.strict = strict

    def __iter__(self):
        return self

    def __next__(self):
        batch = tuple(itertools.islice(self.it, self.n))
        if not batch:
            raise StopIteration
        if self.strict and len(batch) != self.n:
            raise ValueError("batched(): incomplete batch")
        return batch


def has_strict():
    # Python 3.12 has itertools.batched, 3.13 its strict.
    try:
        itertools.batched([], 1, strict=True)
        return True
    except (AttributeError, TypeError):
        return False


batched = itertools.batched if has_strict() else own
print(list(batched("ABCDEFG", 3)), list(batched([], 2)), list(batched([1, 2], 2)))
try:
    print(list(batched("ab", 0)))
except ValueError as e:
    print(e)
it = batched([1, 2, 3], 2, strict=True)
print(next(it))
try:
    print(next(it))
except ValueError as e:
    print(e)
