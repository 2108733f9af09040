print("loading", __name__)
import shapes

state = {}


def double(x):
    return x * 2


def call_back(f):
    return f(shapes.COUNT)


if __name__ == "__main__":
    print("never")
