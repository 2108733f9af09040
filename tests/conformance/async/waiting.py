# gather, wait, wait_for, shield, as_completed.
import asyncio


async def after(delay, value):
    await asyncio.sleep(delay)
    if isinstance(value, Exception):
        raise value
    return value


async def gathering():
    print(await asyncio.gather(after(0.02, "a"), after(0.01, "b"), after(0, "c")))
    print(await asyncio.gather())
    print(await asyncio.gather(after(0, 1), after(0, ValueError("v")), return_exceptions=True))
    slow = asyncio.create_task(after(0.02, "slow"))
    try:
        await asyncio.gather(after(0, KeyError("k")), slow, after(0.01, OSError("later")))
    except KeyError as error:
        print("raised", error, slow.done())
    print(await slow)
    task = asyncio.create_task(after(0, "same"))
    print(await asyncio.gather(task, task))
    future = asyncio.Future()
    future.set_result("future")
    print(await asyncio.gather(future, after(0, "x")))


async def gather_cancelled():
    children = [asyncio.create_task(after(10, n)) for n in range(2)]
    both = asyncio.gather(*children)
    await asyncio.sleep(0)
    print(both.cancel())
    try:
        await both
    except asyncio.CancelledError:
        print("cancelled", [c.cancelled() for c in children])
    one = asyncio.create_task(after(10, 1))
    group = asyncio.gather(one, after(0, 2), return_exceptions=True)
    await asyncio.sleep(0)
    one.cancel()
    print([repr(r) for r in await group])


async def waits():
    def fresh():
        return [asyncio.create_task(after(d, v)) for d, v in ((0.03, 3), (0.01, 1), (0.02, 2))]

    done, pending = await asyncio.wait(fresh())
    print(sorted(t.result() for t in done), len(pending))
    done, pending = await asyncio.wait(fresh(), return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    await asyncio.wait(pending)
    tasks = fresh() + [asyncio.create_task(after(0, ValueError("v")))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print([repr(t.exception()) for t in done], len(pending))
    done, pending = await asyncio.wait(pending, timeout=0.015)
    print(len(done), len(pending))
    for task in pending:
        task.cancel()
    await asyncio.wait(pending)
    for bad in [], [after(0, 1)]:
        try:
            await asyncio.wait(bad)
        except (TypeError, ValueError) as error:
            print(error)
        for coro in bad:
            coro.close()


async def times_out():
    print(await asyncio.wait_for(after(0.01, "in time"), 1))
    print(await asyncio.wait_for(after(0, "no limit"), None))
    try:
        await asyncio.wait_for(after(10, "late"), 0.01)
    except TimeoutError as error:
        print("TimeoutError", error.args)
    try:
        await asyncio.wait_for(after(0, ValueError("inside")), 1)
    except ValueError as error:
        print(error)
    task = asyncio.create_task(after(10, "late"))
    try:
        await asyncio.wait_for(task, 0)
    except asyncio.TimeoutError:
        print("at once", task.cancelled())

    async def cleanup():
        try:
            await asyncio.sleep(10)
        finally:
            print("cleanup")

    try:
        await asyncio.wait_for(cleanup(), 0.01)
    except TimeoutError:
        print("after the cleanup")


async def shielded():
    inner = asyncio.create_task(after(0.02, "kept"))
    outer = asyncio.ensure_future(asyncio.shield(inner))
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("outer cancelled", inner.cancelled())
    print(await inner)
    try:
        await asyncio.wait_for(asyncio.shield(task := asyncio.create_task(after(0.02, 1))), 0.005)
    except TimeoutError:
        print("timeout", task.done())
    print(await task, await asyncio.shield(after(0, "plain")))


async def completes():
    for coro in asyncio.as_completed([after(0.03, 3), after(0.01, 1), after(0.02, 2)]):
        print(await coro)
    try:
        for coro in asyncio.as_completed([after(0.01, 1), after(10, 2)], timeout=0.03):
            print(await coro)
    except TimeoutError:
        print("timeout")
    for coro in asyncio.as_completed([after(0, ValueError("v"))]):
        try:
            await coro
        except ValueError as error:
            print(error)


for main in gathering, gather_cancelled, waits, times_out, shielded, completes:
    print("--", main.__name__)
    asyncio.run(main())
