# Futures: states, callbacks, awaiting, errors.
import asyncio


async def states():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future, future.done(), asyncio.isfuture(future), asyncio.isfuture(5))
    future.set_result(42)
    print(future, future.done(), await future, future.result())
    failed = asyncio.Future()
    failed.set_exception(ValueError("v"))
    print(failed, repr(failed.exception()))
    try:
        await failed
    except ValueError as error:
        print(error)
    by_class = asyncio.Future()
    by_class.set_exception(KeyError)
    print(repr(by_class.exception()))
    cancelled = asyncio.Future()
    print(cancelled.cancel(), cancelled.cancel(), cancelled.cancelled(), cancelled)
    for ask in cancelled.result, cancelled.exception:
        try:
            ask()
        except asyncio.CancelledError:
            print("CancelledError")


async def errors():
    future = asyncio.Future()
    for ask in future.result, future.exception:
        try:
            ask()
        except asyncio.InvalidStateError as error:
            print(error)
    future.set_result(1)
    for call in (lambda: future.set_result(2)), (lambda: future.set_exception(OSError())):
        try:
            call()
        except asyncio.InvalidStateError:
            print("InvalidStateError")


async def woken():
    future = asyncio.Future()
    loop = asyncio.get_running_loop()

    async def waits(n):
        print(n, await future)

    waiting = [asyncio.create_task(waits(n)) for n in range(3)]
    loop.call_soon(future.set_result, "now")
    await asyncio.gather(*waiting)
    late = loop.create_future()
    loop.call_later(0.02, late.set_result, "later")
    loop.call_later(0.01, print, "earlier")
    cancelled = loop.call_later(0.005, print, "never")
    cancelled.cancel()
    print(cancelled.cancelled(), await late)
    at = loop.create_future()
    handle = loop.call_at(loop.time() + 0.01, at.set_result, "at")
    print(handle.when() > 0, await at)


async def order():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    for n in range(3):
        future.add_done_callback(lambda f, n=n: print("callback", n, f.result()))
    loop.call_soon(print, "soon 1")
    future.set_result("r")
    loop.call_soon(print, "soon 2")
    print("set")
    await asyncio.sleep(0)
    print("after one turn")


class Custom:
    def __init__(self, future):
        self.future = future

    def __await__(self):
        value = yield from self.future
        return "custom " + value


async def custom():
    future = asyncio.Future()
    asyncio.get_running_loop().call_soon(future.set_result, "value")
    print(await Custom(future))
    future = asyncio.Future()
    asyncio.get_running_loop().call_soon(future.set_result, "wrapped")
    print(await asyncio.ensure_future(Custom(future)))
    same = asyncio.Future()
    print(asyncio.ensure_future(same) is same)
    same.cancel()


class Bad:
    def __await__(self):
        yield 5


async def bad_yield():
    try:
        await Bad()
    except RuntimeError as error:
        print(error)


async def broken_callback():
    seen = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: seen.append(repr(context["exception"])))

    def callback():
        raise ValueError("in the callback")

    loop.call_soon(callback)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(seen)


for main in states, errors, woken, order, custom, bad_yield, broken_callback:
    print("--", main.__name__)
    asyncio.run(main())
