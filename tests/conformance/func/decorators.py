def twice(f):
    def call(*args, **kwargs):
        return f(*args, **kwargs) * 2

    return call


def named(name, log=[]):
    log.append(name)

    def decorate(f):
        log.append(f.__name__)
        return f

    return decorate


@twice
def add(a, b=1):
    return a + b


@named("outer")
@twice
@named("inner")
def text(s):
    return s


print(add(1), add(1, b=5), text("x"))


def register(table):
    def decorate(f):
        table[f.__name__] = f
        return f

    return decorate


commands = {}


@register(commands)
def start():
    return "started"


@register(commands)
def stop(code=0):
    return "stopped", code


print({name: f() for name, f in commands.items()})


def memo(f):
    cache = {}

    def call(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]

    return call


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80))


class Counter:
    def __init__(self, f):
        self.f = f
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.f(*args)


@Counter
def hello(who):
    return "hello " + who


print(hello("a"), hello("b"), hello.count)


def tag(cls):
    cls.tag = cls.__name__.lower()
    return cls


registry = []


def keep(cls):
    registry.append(cls)
    return cls


@keep
@tag
class Shape:
    def area(self):
        return 0

    @twice
    def double(self):
        return [self.tag]


@keep
class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


print(Shape.tag, Square(3).area(), Shape().double(), [c.__name__ for c in registry])


def local(n):
    @twice
    def inner(k):
        return n + k

    @lambda f: f(n)
    def result(k):
        return -k

    return inner(1), result


print(local(5))


@(lambda f: "replaced")
def gone():
    pass


print(gone)
try:

    @undefined_name
    def broken():
        pass

except NameError as error:
    print(error)
