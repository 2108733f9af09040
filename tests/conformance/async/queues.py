# Queue, LifoQueue, PriorityQueue.
import asyncio


async def fifo():
    queue = asyncio.Queue(maxsize=2)
    log = []

    async def producer():
        for n in range(5):
            await queue.put(n)
            log.append(f"put {n}")
        await queue.put(None)

    async def consumer():
        while (item := await queue.get()) is not None:
            log.append(f"got {item}")
            queue.task_done()

    await asyncio.gather(producer(), consumer())
    print(log)
    print(queue.qsize(), queue.empty(), queue.full(), queue.maxsize)


async def no_waiting():
    queue = asyncio.Queue(1)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print("QueueEmpty", error.args)
    queue.put_nowait("a")
    try:
        queue.put_nowait("b")
    except asyncio.QueueFull as error:
        print("QueueFull", error.args)
    print(queue.full(), queue.get_nowait(), queue.empty())


async def orders():
    for kind in asyncio.LifoQueue, asyncio.PriorityQueue, asyncio.Queue:
        queue = kind()
        for n in (5, 1, 4, 1, 5, 9, 2, 6):
            queue.put_nowait(n)
        print(kind.__name__, [queue.get_nowait() for _ in range(queue.qsize())])
    queue = asyncio.PriorityQueue()
    for item in (2, "b"), (1, "z"), (1, "a"), (3, "c"):
        await queue.put(item)
    print([await queue.get() for _ in range(4)])


async def joins():
    queue = asyncio.Queue()
    for n in range(6):
        queue.put_nowait(n)
    done = []

    async def worker(name):
        while True:
            item = await queue.get()
            await asyncio.sleep(0.001)
            done.append(item)
            queue.task_done()

    workers = [asyncio.create_task(worker(n)) for n in range(3)]
    await queue.join()
    print(sorted(done))
    for w in workers:
        w.cancel()
    results = await asyncio.gather(*workers, return_exceptions=True)
    print([type(r).__name__ for r in results])
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    await queue.join()


async def cancelled_getter():
    queue = asyncio.Queue()
    first = asyncio.create_task(queue.get())
    second = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    queue.put_nowait("item")
    print(await second, first.cancelled())
    full = asyncio.Queue(1)
    full.put_nowait(0)
    putter = asyncio.create_task(full.put(1))
    other = asyncio.create_task(full.put(2))
    await asyncio.sleep(0)
    putter.cancel()
    await asyncio.sleep(0)
    print(full.get_nowait())
    await other
    print(full.get_nowait(), putter.cancelled())


async def pipeline():
    async def stage(source, target, change):
        while (item := await source.get()) is not None:
            await target.put(change(item))
        await target.put(None)

    a, b, c = asyncio.Queue(1), asyncio.Queue(1), asyncio.Queue()
    stages = [asyncio.create_task(stage(a, b, lambda x: x + 1)),
              asyncio.create_task(stage(b, c, lambda x: x * 10))]
    for n in range(4):
        await a.put(n)
    await a.put(None)
    await asyncio.gather(*stages)
    print([c.get_nowait() for _ in range(c.qsize())])


for main in fifo, no_waiting, orders, joins, cancelled_getter, pipeline:
    print("--", main.__name__)
    asyncio.run(main())
