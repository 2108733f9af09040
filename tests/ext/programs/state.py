import sys

counter = 0
LIMIT: int = 10
names = []


def bump(by: int = 1):
    global counter
    counter += by
    return counter


def adder(n):
    def inner(x):
        return x + n

    return inner


def apply(f, items):
    return [f(item) for item in items]


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def scale(x: float, by: int):
    return x * by


def show(*args, sep=" "):
    print(*args, sep=sep, end="")
    print("|")


def add_name(name):
    names.append(name)
    return names


print("imported", __name__)
sys.stdout.write("written\n")
