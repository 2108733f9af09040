# Tasks: order, names, results, cancellation.
import asyncio


async def work(name, n):
    for i in range(n):
        print(name, i)
        await asyncio.sleep(0)
    return name * n


async def order():
    first = asyncio.create_task(work("a", 3))
    second = asyncio.create_task(work("b", 2), name="second")
    print("created", first.done(), second.get_name())
    print(await first, await second)
    print(first.done(), first.result(), first.exception(), first.cancelled())
    second.set_name("renamed")
    print(second.get_name(), await second)


async def sleeper(log):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        log.append(("cancelled", error.args))
        raise
    finally:
        log.append("finally")


async def cancellation():
    log = []
    task = asyncio.create_task(sleeper(log))
    await asyncio.sleep(0)
    print(task.cancel("why"), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print("CancelledError", error.args)
    print(log, task.cancelled(), task.cancel())
    never = asyncio.create_task(sleeper(log))
    never.cancel()
    try:
        await never
    except asyncio.CancelledError:
        print("before it began", log)


async def refuses():
    for _ in range(2):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("refused", asyncio.current_task().cancelling(), asyncio.current_task().uncancel())
    return "survived"


async def refusal():
    task = asyncio.create_task(refuses())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled())


async def fails(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def failures():
    task = asyncio.create_task(fails(1))
    try:
        await task
    except ValueError as error:
        print(repr(error), task.exception() is error)
    try:
        task.result()
    except ValueError as error:
        print("again", error)
    task = asyncio.create_task(fails(2))
    for ask in task.result, task.exception:
        try:
            ask()
        except asyncio.InvalidStateError as error:
            print(error)
    await asyncio.wait([task])
    print(repr(task.exception()))


async def outer():
    await inner()


async def inner():
    await asyncio.sleep(10)


async def through():
    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    print(task.cancelled())
    try:
        task.result()
    except asyncio.CancelledError:
        print("result raises")


async def callbacks():
    task = asyncio.create_task(work("c", 1))
    task.add_done_callback(lambda t: print("done", t is task, t.result()))

    def removed(t):
        print("never")

    task.add_done_callback(removed)
    print(task.remove_done_callback(removed), task.remove_done_callback(removed))
    await task
    await asyncio.sleep(0)
    task.add_done_callback(lambda t: print("late"))
    print("added")
    await asyncio.sleep(0)


async def current():
    task = asyncio.current_task()
    print(task.get_name()[:5], len(asyncio.all_tasks()), task in asyncio.all_tasks())
    other = asyncio.create_task(work("d", 1), name="other")
    print(sorted(t.get_name()[:5] for t in asyncio.all_tasks()))
    await other
    print(len(asyncio.all_tasks()))


async def misuse():
    for bad in 5, work, "text":
        try:
            asyncio.create_task(bad)
        except TypeError:
            print("TypeError")
    task = asyncio.create_task(work("e", 0))
    for call in (lambda: task.set_result(1)), (lambda: task.set_exception(ValueError())):
        try:
            call()
        except RuntimeError as error:
            print(error)
    await task


for main in order, cancellation, refusal, failures, through, callbacks, current, misuse:
    print("--", main.__name__)
    asyncio.run(main())
