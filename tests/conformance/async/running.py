# run, Runner, loops of one's own, what is left at the end.
import asyncio


async def value(x):
    await asyncio.sleep(0)
    return x


print(asyncio.run(value(1)))


async def fails():
    raise ValueError("out of run")


try:
    asyncio.run(fails())
except ValueError as error:
    print(error)


async def left_behind():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleaned up")


async def leaves():
    asyncio.create_task(left_behind())
    asyncio.create_task(left_behind())
    await asyncio.sleep(0)
    return "left"


print(asyncio.run(leaves()))


async def inside():
    coro = value(2)
    try:
        asyncio.run(coro)
    except RuntimeError as error:
        print(error)
    coro.close()
    loop = asyncio.get_running_loop()
    print(loop.is_running(), loop.is_closed(), loop is asyncio.get_event_loop())
    return loop


loop = asyncio.run(inside())
print(loop.is_running(), loop.is_closed())
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)

with asyncio.Runner() as runner:
    print(runner.run(value("a")), runner.run(value("b")))
    print(runner.get_loop() is runner.get_loop())
try:
    runner.get_loop()
except RuntimeError as error:
    print(error)

loop = asyncio.new_event_loop()
print(loop.run_until_complete(value("own")))
loop.call_soon(print, "called")
loop.call_soon(loop.stop)
loop.run_forever()
task = loop.create_task(value("task"))
print(loop.run_until_complete(task), task.result())
loop.close()
try:
    loop.call_soon(print)
except RuntimeError as error:
    print(error)


async def exits():
    raise SystemExit(3)


try:
    asyncio.run(exits())
except SystemExit as error:
    print("SystemExit", error.code)


async def cancels_itself():
    asyncio.current_task().cancel()
    await asyncio.sleep(0)


try:
    asyncio.run(cancels_itself())
except asyncio.CancelledError:
    print("CancelledError out of run")


async def numbers():
    try:
        for n in range(3):
            yield n
    finally:
        await asyncio.sleep(0)
        print("generator closed")


async def breaks():
    async for n in numbers():
        print(n)
        break
    await asyncio.sleep(0.001)
    print("after the break")


asyncio.run(breaks())


async def nested_tasks(depth):
    if depth == 0:
        return 1
    return sum(await asyncio.gather(nested_tasks(depth - 1), nested_tasks(depth - 1)))


print(asyncio.run(nested_tasks(6)))
