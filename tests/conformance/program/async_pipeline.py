# Producers, workers and a collector over queues; timeouts, cancellation, errors in tasks.
import asyncio


class Stats:
    def __init__(self):
        self.done = []
        self.failed = []


async def produce(queue, count):
    for i in range(count):
        await queue.put(i)
        if i % 3 == 0:
            await asyncio.sleep(0)
    await queue.put(None)


async def work(name, queue, stats):
    while (item := await queue.get()) is not None:
        try:
            if item % 7 == 5:
                raise ValueError(f"bad {item}")
            await asyncio.sleep(0)
            stats.done.append(item * item)
        except ValueError as e:
            stats.failed.append(str(e))
        finally:
            queue.task_done()
    await queue.put(None)
    return name


async def slow():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelled")
        raise


class Resource:
    async def __aenter__(self):
        print("open")
        return self

    async def __aexit__(self, kind, value, tb):
        print("close", kind.__name__ if kind else None)
        return kind is KeyError

    async def __aiter__(self):
        for i in range(3):
            await asyncio.sleep(0)
            yield i


async def main():
    queue, stats = asyncio.Queue(maxsize=4), Stats()
    names = await asyncio.gather(produce(queue, 20), *(work(f"w{i}", queue, stats) for i in range(3)))
    print(names, sorted(stats.done), sorted(stats.failed))
    try:
        await asyncio.wait_for(slow(), 0.01)
    except asyncio.TimeoutError:
        print("timeout")
    async with Resource() as r:
        print([i async for i in r])
    async with Resource():
        raise KeyError("swallowed")
    results = await asyncio.gather(asyncio.sleep(0, "a"), asyncio.sleep(0, 1 / 4), fail(), return_exceptions=True)
    print(results[:2], type(results[2]).__name__)
    lock, order = asyncio.Lock(), []

    async def locked(n):
        async with lock:
            order.append(n)
            await asyncio.sleep(0)
            order.append(-n)

    await asyncio.gather(*(locked(n) for n in (1, 2, 3)))
    print(order)
    event = asyncio.Event()
    task = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    print(task.done(), event.set(), await task, task.done())


async def fail():
    raise RuntimeError("no")


asyncio.run(main())
