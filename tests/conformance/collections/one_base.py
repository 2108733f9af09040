# A base class whose subclasses the program does not name.
from collections import deque
from collections.abc import Sequence

samples = [[], {}, set(), (), "", b"", bytearray(), 1, range(3), frozenset(), {}.keys(), deque()]
print([isinstance(sample, Sequence) for sample in samples])


class Twice(Sequence):
    def __init__(self, items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index] * 2

    def __len__(self):
        return len(self.items)


print(list(Twice([1, 2])), 4 in Twice([1, 2]), Twice([1]).index(2), isinstance(Twice([]), Sequence))
