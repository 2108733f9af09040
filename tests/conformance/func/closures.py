def adder(n):
    def add(x):
        return x + n

    return add


add5 = adder(5)
print(add5(3), adder(2)(3), adder("a")("b"))


def make():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return fs


print([f() for f in make()])


def make_bound():
    return [lambda i=i: i for i in range(3)]


print([f() for f in make_bound()])


def counter():
    state = [0]

    def step():
        state[0] += 1
        return state[0]

    def reset():
        state[0] = 0

    return step, reset


step, reset = counter()
other, ignored = counter()
print(step(), step(), other(), step())
reset()
print(step())


def late():
    def get():
        return value

    value = 1
    first = get()
    value = 2
    return first, get()


print(late())


def three(a):
    def two(b):
        def one(c):
            return [a, b, c, d]

        d = a + b
        return one

    return two


print(three(1)(2)(3))


def compose(f, g):
    return lambda x: f(g(x))


inc = lambda x: x + 1
double = lambda x: x * 2
print(compose(inc, double)(5), compose(double, inc)(5), compose(str, compose(inc, inc))(1) + "!")


def memo_fib():
    cache = {}

    def fib(n):
        if n < 2:
            return n
        if n not in cache:
            cache[n] = fib(n - 1) + fib(n - 2)
        return cache[n]

    return fib


print(memo_fib()(90))


def unbound():
    def get():
        return later

    try:
        get()
    except NameError as e:
        print(e)
    later = 1
    return get()


print(unbound())
