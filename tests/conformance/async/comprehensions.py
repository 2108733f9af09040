# Asynchronous comprehensions and generator expressions.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value
        return self.value


def drive(coro):
    seen = []
    try:
        while True:
            seen.append(coro.send(None))
    except StopIteration as stop:
        print("suspended", seen)
        return stop.value


async def count(n):
    for i in range(n):
        await Pause(i)
        yield i


async def twice(x):
    await Pause("twice")
    return x * 2


class Letters:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def __aiter__(self):
        self.at = 0
        return self

    async def __anext__(self):
        if self.at == len(self.text):
            raise StopAsyncIteration
        self.at += 1
        return self.text[self.at - 1]


async def lists():
    print([x async for x in count(3)])
    print([x * y async for x in count(3) if x for y in range(3)])
    print([(a, b) async for a in Letters("ab") async for b in count(2)])
    print([[y async for y in count(x)] async for x in count(3)])
    print([await twice(x) for x in range(3)])
    print([await twice(x) async for x in count(2)])
    print([x for x in [3, 4] if await twice(x) > 6])


async def others():
    print(sorted({c async for c in Letters("hello")}))
    print({c: i async for i in count(2) for c in "ab"})
    print({x: await twice(x) for x in (1, 2)})
    print([a + b async for a, b in pairs()])


async def pairs():
    yield 1, 2
    yield "x", "y"


async def generators():
    g = (x async for x in count(3) if x != 1)
    print(type(g).__name__)
    print([x async for x in g])
    g = (await twice(x) for x in range(2))
    print(type(g).__name__, [x async for x in g])
    try:
        print(list(await twice(x) for x in range(2)))
    except TypeError as error:
        print("TypeError", error)
    plain = (x for x in [await twice(4)])
    print(type(plain).__name__, list(plain))
    nested = (sum([await twice(y) for y in range(x)]) async for x in count(3))
    print([x async for x in nested])


async def errors():
    try:
        print([x async for x in "ab"])
    except TypeError as error:
        print("TypeError", error)
    try:
        [x async for x in failing()]
    except ValueError as error:
        print("ValueError", error)
    try:
        [[][x] async for x in count(2)]
    except IndexError as error:
        print(error)
    try:
        [await stops() for _ in range(1)]
    except StopAsyncIteration:
        print("StopAsyncIteration of the element")
    try:
        (x async for x in 5)
    except TypeError as error:
        print("TypeError", error)


async def stops():
    raise StopAsyncIteration


async def failing():
    yield 1
    raise ValueError("in the generator")


async def closures(k):
    fs = [lambda: x + k async for x in count(3)]
    print([f() for f in fs])
    total = 0
    values = [total := total + x async for x in count(4)]
    print(values, total)


for main in lists, others, generators, errors:
    drive(main())
drive(closures(10))
