# Lock, Event, Condition, Semaphore, Barrier.
import asyncio


async def lock():
    lock = asyncio.Lock()
    log = []

    async def user(n):
        async with lock:
            log.append(f"in {n}")
            await asyncio.sleep(0)
            log.append(f"out {n}")

    await asyncio.gather(*(user(n) for n in range(3)))
    print(log, lock.locked())
    print(await lock.acquire(), lock.locked())
    waiting = asyncio.create_task(user("w"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    lock.release()
    print(lock.locked(), waiting.cancelled())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError:
        print(lock.locked())


async def event():
    event = asyncio.Event()

    async def waits(n):
        print(n, await event.wait())

    tasks = [asyncio.create_task(waits(n)) for n in range(2)]
    await asyncio.sleep(0)
    print(event.is_set())
    event.set()
    await asyncio.gather(*tasks)
    print(event.is_set(), await event.wait())
    event.clear()
    print(event.is_set())


async def condition():
    condition = asyncio.Condition()
    items = []

    async def consumer(n):
        async with condition:
            await condition.wait_for(lambda: items)
            print("consumer", n, items.pop(0))

    tasks = [asyncio.create_task(consumer(n)) for n in range(3)]
    await asyncio.sleep(0)
    async with condition:
        items.append("one")
        condition.notify()
    await asyncio.sleep(0)
    async with condition:
        items.extend(["two", "three"])
        condition.notify_all()
    await asyncio.gather(*tasks)
    for call in condition.notify, condition.notify_all:
        try:
            call()
        except RuntimeError as error:
            print(error)
    try:
        await condition.wait()
    except RuntimeError as error:
        print(error)


async def semaphore():
    semaphore = asyncio.Semaphore(2)
    active = 0
    most = 0

    async def user(n):
        nonlocal active, most
        async with semaphore:
            active += 1
            most = max(most, active)
            await asyncio.sleep(0.001)
            active -= 1

    await asyncio.gather(*(user(n) for n in range(6)))
    print(most, semaphore.locked())
    bounded = asyncio.BoundedSemaphore(1)
    await bounded.acquire()
    print(bounded.locked())
    bounded.release()
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)


async def barrier():
    barrier = asyncio.Barrier(3)
    log = []

    async def party(n):
        log.append(f"wait {n}")
        async with barrier as position:
            log.append(f"through {n} {position}")

    await asyncio.gather(*(party(n) for n in range(3)))
    print(sorted(log), barrier.parties, barrier.n_waiting, barrier.broken)

    async def broken():
        try:
            await barrier.wait()
        except asyncio.BrokenBarrierError as error:
            print("broken", barrier.broken)

    task = asyncio.create_task(broken())
    await asyncio.sleep(0.001)
    print(barrier.n_waiting)
    await barrier.abort()
    await task
    await broken()
    await barrier.reset()
    print(barrier.broken)


for main in lock, event, condition, semaphore, barrier:
    print("--", main.__name__)
    asyncio.run(main())
