# exit: 1
def inner():
    try:
        yield 1
    except KeyError as error:
        raise ValueError("converted") from error


def outer():
    yield from inner()


g = outer()
next(g)
g.throw(KeyError("thrown"))
