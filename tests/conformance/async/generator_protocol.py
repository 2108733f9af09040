# Asynchronous generators: asend, athrow, aclose, their ends and their errors.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


def drive(coro, *answers):
    answers = list(answers)
    sent = None
    try:
        while True:
            given = coro.send(sent)
            sent = answers.pop(0) if answers else None
            print("  suspended", given, "->", sent)
    except StopIteration as stop:
        return stop.value


async def echo():
    got = None
    try:
        while True:
            try:
                got = yield got
                print("got", got)
            except ValueError as error:
                print("caught", error)
                got = "after " + str(error)
    finally:
        print("closing")
        await Pause("in finally")
        print("closed")


async def conversation():
    g = echo()
    print(await g.asend(None))
    print(await g.asend(1))
    print(await g.asend("two"))
    print(await g.athrow(ValueError("v")))
    print(await g.asend(3))
    await g.aclose()
    await g.aclose()
    try:
        await g.asend(4)
    except StopAsyncIteration as stop:
        print("stopped", stop.args)
    try:
        await g.athrow(KeyError("k"))
    except BaseException as error:
        print(type(error).__name__)


async def awaits_answers():
    a = await Pause("a")
    yield a
    b = await Pause("b")
    yield b


async def answers():
    async for value in awaits_answers():
        print("value", value)


async def empty():
    return
    yield


async def ends():
    async for _ in empty():
        print("never")
    else:
        print("else")
    g = empty()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("StopAsyncIteration")
    print(await anext(empty(), "default"))
    print(await anext(awaits_answers(), "default"))


async def raises(what):
    yield 1
    raise what


async def errors():
    for what in ValueError("v"), StopIteration("s"), StopAsyncIteration("a"), KeyError:
        try:
            async for value in raises(what):
                print("value", value)
        except Exception as error:
            print(repr(error), "from", repr(error.__cause__))


async def stubborn():
    try:
        yield "again"
    except GeneratorExit:
        print("ignored")
        yield "more"


async def misuse():
    g = stubborn()
    print(await g.__anext__())
    try:
        await g.aclose()
    except RuntimeError as error:
        print(error)
    print(type(g).__name__)
    g = echo()
    try:
        await g.asend("first")
    except TypeError as error:
        print(error)
    for call in (lambda: aiter(5)), (lambda: anext(5)), (lambda: aiter([])):
        try:
            call()
        except TypeError as error:
            print(error)
    try:
        for _ in echo():
            pass
    except TypeError as error:
        print(error)
    try:
        await echo()
    except TypeError:
        print("TypeError")


async def from_both_sides():
    async def inner(n):
        for i in range(n):
            yield i

    async def outer(n):
        async for i in inner(n):
            yield i * 10
        yield "end"

    print([x async for x in outer(3)])
    g = outer(2)
    print(type(g).__name__, g.__name__, g.__qualname__, aiter(g) is g)
    print(await anext(g), await anext(g), await anext(g), await anext(g, None))


for main in conversation, ends, errors, misuse, from_both_sides:
    print("--", main.__name__)
    drive(main())
print("-- answers")
drive(answers(), "first", "second")
