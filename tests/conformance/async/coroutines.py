# Coroutine objects: send, throw, close, their states and errors.
import sys


class Pause:
    def __init__(self, *values):
        self.values = values

    def __await__(self):
        for value in self.values:
            got = yield value
            if got is not None:
                print("sent", got)
        return len(self.values)


async def work(a, b=2, *rest, key="k", **more):
    print("start", a, b, rest, key, more)
    n = await Pause("x", "y")
    return a, n


c = work(1, 3, 4, key="q", other=5)
print(type(c).__name__, c.__name__, c.__qualname__)
print(c.cr_running, c.cr_suspended)
print(c.send(None))
print(c.cr_running, c.cr_suspended)
print(c.send("hello"))
try:
    c.send("bye")
except StopIteration as stop:
    print(stop.value)
for again in (lambda: c.send(None)), (lambda: c.throw(ValueError)):
    try:
        again()
    except RuntimeError as error:
        print(error)
print(c.close())

c = work(1)
try:
    c.send(5)
except TypeError as error:
    print(error)
c.close()
try:
    c.send(None)
except RuntimeError as error:
    print(error)

c = work(1)
try:
    c.throw(KeyError("before the start"))
except KeyError as error:
    print(error)


async def handles():
    try:
        await Pause(1)
    except ValueError as error:
        print("handled", error)
        print(sys.exc_info()[0].__name__)
        await Pause(2)
        print(sys.exc_info()[0].__name__)
    finally:
        print("finally")
    print(sys.exc_info())
    return "done"


c = handles()
print(c.send(None))
print(c.throw(ValueError("thrown")))
print(sys.exc_info())
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value)


async def stubborn():
    try:
        await Pause(1)
    except GeneratorExit:
        await Pause(2)


c = stubborn()
c.send(None)
try:
    c.close()
except RuntimeError as error:
    print(error)

for bad in (lambda: [x for x in work(1)]), (lambda: next(work(1))), (lambda: iter(work(1))):
    try:
        bad()
    except TypeError as error:
        print(error)


async def awaits(value):
    return await value


class NoIterator:
    def __await__(self):
        return [1]


class Delegates:
    def __await__(self):
        return work("inner").__await__()


class Sub(Pause):
    pass


def drive(coro):
    while True:
        try:
            coro.send(None)
        except StopIteration as stop:
            return stop.value


for value in NoIterator(), 5, None, "text", iter([1]), Delegates(), Sub("a"), Pause():
    try:
        print(drive(awaits(value)))
    except TypeError as error:
        print("TypeError")


async def recursive(n):
    return 0 if n == 0 else 1 + await recursive(n - 1)


print(drive(recursive(100)))


async def raises_stop():
    raise StopIteration("s")


try:
    drive(raises_stop())
except RuntimeError as error:
    print(error, repr(error.__cause__))

running = None


async def runs_itself():
    try:
        running.send(None)
    except ValueError as error:
        print(error)


running = runs_itself()
drive(running)


async def awaited_twice():
    inner = work("twice")
    await inner
    try:
        await inner
    except RuntimeError as error:
        print(error)


drive(awaited_twice())


async def returns_lambda():
    return lambda: 5


async def conditional(flag):
    return (await returns_lambda())() if flag else [await work(n) for n in range(2)]


print(drive(conditional(True)), drive(conditional(False)))


class Service:
    def __init__(self, name):
        self.name = name

    async def get(self, n):
        await Pause(n)
        return f"{self.name}:{n}"

    async def all(self, *ns):
        return [await self.get(n) for n in ns]

    @staticmethod
    async def make(name):
        return Service(name)

    @classmethod
    async def named(cls):
        return (await cls.make("named")).name

    @property
    def later(self):
        return self.get("property")


print(drive(Service("s").all(1, 2)), drive(Service.named()), drive(Service("p").later))
f = Service("bound").get
print(drive(f(1)), drive(getattr(Service("g"), "get")(2)))
