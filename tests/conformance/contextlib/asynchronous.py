# asynccontextmanager, aclosing, AsyncExitStack, nullcontext.
from contextlib import (AsyncContextDecorator, AsyncExitStack, aclosing, asynccontextmanager,
                        contextmanager, nullcontext)


class Pause:
    def __await__(self):
        yield


def drive(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value


@asynccontextmanager
async def connection(name, fail=None):
    await Pause()
    print("open", name)
    try:
        yield name + "!"
    except KeyError as error:
        print("swallowed", repr(error))
    finally:
        await Pause()
        print("close", name)
        if fail is not None:
            raise fail


@contextmanager
def plain(name):
    print("enter", name)
    yield name
    print("exit", name)


async def managers():
    async with connection("a") as a, connection("b") as b:
        print(a, b)
    async with connection("k"):
        raise KeyError("k")
    try:
        async with connection("v"):
            raise ValueError("v")
    except ValueError as error:
        print("out", error)
    async with nullcontext(7) as seven:
        print(seven)
    print(connection.__name__)


@asynccontextmanager
async def empty():
    return
    yield


@asynccontextmanager
async def twice():
    yield 1
    yield 2


async def misuse():
    for make in empty, twice:
        try:
            async with make() as value:
                print("value", value)
        except RuntimeError as error:
            print(error)
    for error in StopIteration("s"), StopAsyncIteration("a"), RuntimeError("r"):
        try:
            async with connection("c"):
                raise error
        except Exception as caught:
            print(caught is error, repr(caught))


async def numbers():
    try:
        for n in range(5):
            yield n
    finally:
        await Pause()
        print("numbers closed")


async def closes():
    async with aclosing(numbers()) as values:
        async for n in values:
            if n == 2:
                break
            print("n", n)


async def stacks():
    async with AsyncExitStack() as stack:
        print(await stack.enter_async_context(connection("x")))
        print(stack.enter_context(plain("sync")))

        async def later(*args, **kwds):
            await Pause()
            print("later", args, kwds)

        stack.push_async_callback(later, 1, key=2)
        stack.callback(print, "plain callback")

        async def handler(kind, value, traceback):
            print("handler", kind and kind.__name__)
            return True

        stack.push_async_exit(handler)
        raise ValueError("handled")
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(connection("one", OSError("one")))
            await stack.enter_async_context(connection("two", IndexError("two")))
    except OSError as error:
        print(repr(error), repr(error.__context__))
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(plain("wrong"))
    except TypeError as error:
        print("TypeError", str(error)[-70:])
    stack = AsyncExitStack()
    await stack.enter_async_context(connection("moved"))
    other = stack.pop_all()
    await stack.aclose()
    await other.aclose()


class Logged(AsyncContextDecorator):
    async def __aenter__(self):
        print("begin")
        return self

    async def __aexit__(self, *details):
        print("end")
        return False


@Logged()
async def decorated(x):
    await Pause()
    return x * 2


@connection("decorator")
async def also(x):
    return x + 1


async def decorators():
    print(await decorated(4), await also(4), await also(5))
    print(decorated.__name__)


for main in managers, misuse, closes, stacks, decorators:
    print("--", main.__name__)
    drive(main())
