import a

seen = [hasattr(a, "first"), hasattr(a, "second")]


def read():
    return a.first + a.second
