# exit: 1
def inner(n):
    yield n
    raise ValueError("deep in a generator")


def middle(n):
    yield from inner(n)


def outer():
    for x in middle(1):
        print(x)


outer()
