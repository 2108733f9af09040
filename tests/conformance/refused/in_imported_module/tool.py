def answer():
    x = 42
    return eval("x")
