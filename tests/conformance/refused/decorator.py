# refused: decorator, line 8


def twice(f):
    return f


@twice
def hello():
    return "hello"


print(hello())
