# async with: order, several managers, exceptions, what is no manager.
def drive(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value


class Pause:
    def __await__(self):
        yield


class Manager:
    def __init__(self, name, swallow=False, fail=None):
        self.name = name
        self.swallow = swallow
        self.fail = fail

    async def __aenter__(self):
        await Pause()
        print("enter", self.name)
        if self.fail == "enter":
            raise OSError("enter " + self.name)
        return self.name

    async def __aexit__(self, kind, value, traceback):
        await Pause()
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        if self.fail == "exit":
            raise OSError("exit " + self.name)
        return self.swallow


async def plain():
    async with Manager("a") as a, Manager("b") as b:
        print(a, b)
    async with (Manager("c"), Manager("d") as d):
        print(d)
    async with Manager("pair") as (*letters, last):
        print(letters, last)


async def swallowed():
    async with Manager("outer"):
        async with Manager("inner", swallow=True):
            raise ValueError("lost")
        print("after")
    return "ok"


async def chained():
    try:
        async with Manager("a"), Manager("b", fail="exit"):
            raise ValueError("first")
    except OSError as error:
        print(error, "while", repr(error.__context__))
    try:
        async with Manager("a"), Manager("b", fail="enter"):
            print("never")
    except OSError as error:
        print(error)


async def jumps():
    for i in range(4):
        async with Manager(i):
            if i == 0:
                continue
            if i == 2:
                break
            print("body", i)
    async with Manager("r"):
        return "returned"


async def generator():
    async with Manager("g"):
        yield 1
        yield 2


async def with_generator():
    async for x in generator():
        print(x)
    g = generator()
    print(await g.__anext__())
    await g.aclose()
    print("closed", type(g).__name__)


class OnlyEnter:
    async def __aenter__(self):
        return self


class Sync:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return None


async def misuse():
    for manager in OnlyEnter(), Sync(), 5:
        try:
            async with manager:
                print("never")
        except TypeError as error:
            print(str(error)[:60])
    async with Manager("mixed"):
        with Sync() as s:
            print(type(s).__name__)


for main in plain, swallowed, chained, jumps, with_generator, misuse:
    print("--", main.__name__)
    print(drive(main()))
