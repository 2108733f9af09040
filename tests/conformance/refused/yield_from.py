# refused: yield, line 5


def chain(a, b):
    yield from a


print(list(chain([1], [2])))
