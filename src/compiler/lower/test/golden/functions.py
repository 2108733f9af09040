def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def scaled(x, factor=2.0):
    return x * factor


def counter():
    total = 0

    def add(n):
        return total + n

    total = 10
    return add


print(fib(20), scaled(1.5), scaled(factor=3.0, x=2), counter()(5))
