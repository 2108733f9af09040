# TaskGroup and timeout.
import asyncio


async def after(delay, value):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print("cancelled", value)
        raise
    if isinstance(value, BaseException):
        raise value
    return value


async def fine():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(after(0.001 * n, n), name=f"n{n}") for n in range(3)]
        print(tasks[1].get_name())
    print([t.result() for t in tasks])
    late = after(0, 1)
    try:
        group.create_task(late)
    except RuntimeError as error:
        print("finished" in str(error))
    late.close()
    async with asyncio.TaskGroup():
        print("empty")


async def failing():
    try:
        async with asyncio.TaskGroup() as group:
            slow = group.create_task(after(10, "slow"))
            group.create_task(after(0.001, ValueError("v")))
            group.create_task(after(0.001, KeyError("k")))
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                print("body cancelled")
                raise
    except ExceptionGroup as error:
        print(error, sorted(map(repr, error.exceptions)))
        print(slow.cancelled())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(after(10, "other"))
            await asyncio.sleep(0)
            raise OSError("body")
    except* OSError as error:
        print("except*", error.exceptions)
    print(asyncio.current_task().cancelling())


async def cancelled_outside():
    async def run():
        async with asyncio.TaskGroup() as group:
            group.create_task(after(10, "child"))
            await asyncio.sleep(10)

    task = asyncio.create_task(run())
    await asyncio.sleep(0.001)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())


async def nested():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(after(10, "outer child"))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(after(0, ValueError("deep")))
                inner.create_task(after(10, "inner child"))
    except BaseExceptionGroup as error:
        print(repr(error))


async def timeouts():
    async with asyncio.timeout(1) as limit:
        await asyncio.sleep(0)
    print(limit.expired(), limit.when() > 0)
    try:
        async with asyncio.timeout(0.001) as limit:
            await after(10, "too long")
    except TimeoutError as error:
        print("TimeoutError", limit.expired(), type(error.__cause__).__name__)
    async with asyncio.timeout(None) as limit:
        print(limit.when())
        limit.reschedule(asyncio.get_running_loop().time() + 10)
        print(limit.when() is not None)
    try:
        async with asyncio.timeout(10) as limit:
            limit.reschedule(asyncio.get_running_loop().time() - 1)
            await asyncio.sleep(10)
    except TimeoutError:
        print("rescheduled")
    try:
        async with asyncio.timeout(10):
            async with asyncio.timeout(0.001):
                await asyncio.sleep(10)
    except TimeoutError:
        print("inner")
    try:
        async with asyncio.timeout(0.001):
            try:
                async with asyncio.timeout(10):
                    await asyncio.sleep(10)
            except TimeoutError:
                print("never")
    except TimeoutError:
        print("outer")
    try:
        async with asyncio.timeout(1):
            raise ValueError("inside")
    except ValueError as error:
        print(error)
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + 0.001):
            await asyncio.sleep(1)
    except TimeoutError:
        print("at")
    print(asyncio.current_task().cancelling())


for main in fine, failing, cancelled_outside, nested, timeouts:
    print("--", main.__name__)
    asyncio.run(main())
