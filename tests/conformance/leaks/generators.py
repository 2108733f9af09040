# Generators and coroutines that end early, at every place where they can.
def fresh(n):
    return ["item " + str(n)] * n


def counting(items):
    try:
        for i, item in enumerate(items):
            got = yield [i, item]
            if got is not None:
                items.append(got)
    finally:
        print("done with", len(items))


def delegating(items):
    before = fresh(1)
    result = yield from counting(items)
    return [before, result]


def never_started(a, b):
    yield [a, b]


def catching():
    kept = fresh(2)
    while True:
        try:
            got = yield kept
            kept = [got, "after " + str(got)]
        except ValueError as error:
            kept = ["caught " + str(error)]


def returning(n):
    yield fresh(n)
    return fresh(n + 1)


def nested(depth):
    if depth:
        yield fresh(depth)
        yield from nested(depth - 1)
    else:
        raise KeyError("bottom " + str(depth))


def main():
    g = counting(fresh(3))
    print(next(g))
    del g
    g = delegating(fresh(2))
    print(next(g), next(g))
    g.close()
    never_started(fresh(1), fresh(2))
    g = never_started(fresh(1), fresh(2))
    g.close()
    g = catching()
    print(next(g), g.send("x" + str(1)), g.throw(ValueError("v" + str(2))), g.send(3))
    try:
        g.throw(KeyError("k" + str(1)))
    except KeyError as error:
        print("out", error)
    g = returning(1)
    print(next(g))
    try:
        next(g)
    except StopIteration as stop:
        print(stop.value)
    try:
        for item in nested(3):
            print(item)
    except KeyError as error:
        print(error)
    for item in counting(fresh(3)):
        break
    for item in (x + str(1) for x in fresh(2)):
        break
    print(any(len(x) > 2 for x in fresh(3)))
    pairs = zip(counting(fresh(2)), counting(fresh(1)))
    print(next(pairs))
    del pairs
    a, *b = counting(fresh(2))
    print(a, b)
    try:
        a, b = counting(fresh(3))
    except ValueError as error:
        print(error)
    held = [counting(fresh(1)) for _ in range(3)]
    for g in held:
        next(g)
    held.clear()
    g = None
    print("cleared")
    ignored = catching()
    for i in range(3):
        next(ignored)
    for i in range(2):
        ignored.send("sent " + str(i))


async def waiting(n):
    local = fresh(n)
    if n > 2:
        raise ValueError("too many " + str(n))
    return local


async def numbers(n):
    try:
        for i in range(n):
            yield fresh(i)
    finally:
        print("closed", n)


async def running():
    print(await waiting(1))
    try:
        await waiting(3)
    except ValueError as error:
        print(error)
    async for item in numbers(3):
        if len(item) == 1:
            break
    print([item async for item in numbers(2)])
    g = numbers(4)
    print(await anext(g))
    await g.aclose()


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


main()
import sys
sys.set_asyncgen_hooks(finalizer=lambda g: drive(g.aclose()))
drive(running())
sys.set_asyncgen_hooks(None, None)
stopped = counting(fresh(2))
next(stopped)
print("end")
