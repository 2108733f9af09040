first = 1
import b

second = 2


def late():
    return b.read()
