import asyncio

async def work(name, n):
    for i in range(n):
        print(name, i)
        await asyncio.sleep(0)
    return name * n

async def main():
    print(await asyncio.gather(work("a", 2), work("b", 3)))
    t = asyncio.create_task(work("c", 1), name="third")
    print(t.get_name(), t.done())
    print(await t, t.done(), t.result())
    await asyncio.sleep(0.01)
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except TimeoutError:
        print("timeout")
    t = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", t.cancelled())
    q = asyncio.Queue(2)
    async def producer():
        for i in range(5):
            await q.put(i)
        await q.put(None)
    async def consumer():
        while (item := await q.get()) is not None:
            print("got", item)
    await asyncio.gather(producer(), consumer())
    lock = asyncio.Lock()
    async def locked(n):
        async with lock:
            print("in", n)
            await asyncio.sleep(0)
            print("out", n)
    await asyncio.gather(*(locked(i) for i in range(3)))
    e = asyncio.Event()
    async def waits():
        await e.wait()
        print("event")
    w = asyncio.create_task(waits())
    await asyncio.sleep(0)
    e.set()
    await w
    r = await asyncio.gather(asyncio.sleep(0, 1), fails(), return_exceptions=True)
    print(r)
    try:
        await asyncio.gather(asyncio.sleep(0, 1), fails())
    except ValueError as err:
        print("gather raised", err)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            tg.create_task(asyncio.sleep(10))
    except BaseExceptionGroup as g:
        print(g, g.exceptions)
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0.01, i)) for i in range(2)])
    print(sorted(d.result() for d in done), len(pending))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("timed out")
    return "end"

async def fails():
    await asyncio.sleep(0)
    raise ValueError("failed")

print(asyncio.run(main()))
