def answer():
    x = 42
    yield x
