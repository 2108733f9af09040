def greet(name, greeting="Hello", mark="!"):
    return greeting + ", " + name + mark


print(greet("A"), greet("B", "Hi"), greet("C", mark="?"), greet(name="D", greeting="Yo"), greet("E", "x", "y"), greet(mark=".", name="F"))


def collect(x, into=[]):
    into.append(x)
    return into


print(collect(1), collect(2), collect(3, []), collect(4))


def counter(step=1, state={"n": 0}):
    state["n"] += step
    return state["n"]


print(counter(), counter(), counter(5), counter(step=10))
value = 10


def late(x=value):
    return x


value = 20
print(late(), late(value))


def noisy(n):
    print("default evaluated", n)
    return n


def f(a, b=noisy(1), c=noisy(2)):
    return (a, b, c)


print(f(0), f(0, c=5))
fs = []
for i in range(3):

    def g(x=i):
        return x

    fs.append(g)
print([h() for h in fs], fs[0](9))
h = lambda a, b=2: a * b
print(h(3), h(3, 4), h(b=1, a=9))
