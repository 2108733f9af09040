"""Workers, a queue, timeouts, cancellation, a producer that is an asynchronous generator."""
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field


class Overload(Exception):
    pass


@dataclass(order=True)
class Job:
    priority: int
    name: str = field(compare=False)
    cost: float = field(default=0.0, compare=False)


class Pool:
    def __init__(self, size):
        self.queue = asyncio.PriorityQueue()
        self.size = size
        self.log = []
        self.results = {}

    async def __aenter__(self):
        self.tasks = [asyncio.create_task(self.work(n), name=f"worker-{n}") for n in range(self.size)]
        return self

    async def __aexit__(self, kind, value, traceback):
        await self.queue.join()
        for task in self.tasks:
            task.cancel()
        ends = await asyncio.gather(*self.tasks, return_exceptions=True)
        self.log.append([type(end).__name__ for end in ends])
        return kind is Overload

    async def work(self, number):
        while True:
            job = await self.queue.get()
            try:
                async with asyncio.timeout(0.05):
                    await asyncio.sleep(job.cost)
                    self.results[job.name] = await self.handle(job)
            except TimeoutError:
                self.results[job.name] = "timeout"
            except ValueError as error:
                self.results[job.name] = f"error: {error}"
            finally:
                self.queue.task_done()

    async def handle(self, job):
        if job.name.startswith("bad"):
            raise ValueError(job.name)
        return job.name.upper()


async def jobs(limit):
    try:
        for n in range(limit):
            yield Job(-n, f"job{n}")
            await asyncio.sleep(0)
    finally:
        print("producer closed")


@asynccontextmanager
async def resource(name, log):
    log.append(f"open {name}")
    try:
        yield name
    except RuntimeError as error:
        log.append(f"{name} saw {error}")
        raise
    finally:
        log.append(f"close {name}")


class Countdown:
    def __init__(self, start):
        self.value = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.value == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.value -= 1
        return self.value


async def limited(semaphore, n, active):
    async with semaphore:
        active.append(n)
        most = len(active)
        await asyncio.sleep(0)
        active.remove(n)
        return most


async def main():
    pool = Pool(3)
    async with pool:
        producer = jobs(10)
        async for job in producer:
            await pool.queue.put(job)
            if job.name == "job4":
                break
        await producer.aclose()
        await pool.queue.put(Job(0, "bad one"))
        await pool.queue.put(Job(5, "slow", cost=5))
        raise Overload("enough")
    print(sorted(pool.results.items()), pool.log)

    log = []
    try:
        async with AsyncExitStack() as stack:
            names = [await stack.enter_async_context(resource(n, log)) for n in "ab"]
            stack.push_async_callback(asyncio.sleep, 0)
            raise RuntimeError("trouble " + "".join(names))
    except RuntimeError as error:
        log.append(str(error))
    print(log)

    print([n async for n in Countdown(4)], {n: n * n async for n in Countdown(3) if n != 1})
    active = []
    semaphore = asyncio.Semaphore(2)
    print(max(await asyncio.gather(*(limited(semaphore, n, active) for n in range(6)))))

    async def failing(n):
        await asyncio.sleep(0)
        raise KeyError(n)

    try:
        async with asyncio.TaskGroup() as group:
            first = group.create_task(asyncio.sleep(10))
            group.create_task(failing(1))
            group.create_task(failing(2))
    except* KeyError as errors:
        print(sorted(repr(e) for e in errors.exceptions), first.cancelled())

    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    asyncio.get_running_loop().call_soon(event.set)
    print(await waiter, event.is_set())
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0, "fast")),
                                        asyncio.create_task(asyncio.sleep(9, "slow"))],
                                       return_when=asyncio.FIRST_COMPLETED)
    print([task.result() for task in done], len(pending))
    for task in pending:
        task.cancel()
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda f: print("callback", f.result()))
    future.set_result(5)
    await asyncio.sleep(0)
    shielded = asyncio.create_task(asyncio.sleep(0.01, "kept"))
    try:
        await asyncio.wait_for(asyncio.shield(shielded), 0.001)
    except asyncio.TimeoutError:
        print("timed out", await shielded)
    return "end"


print(asyncio.run(main()))
