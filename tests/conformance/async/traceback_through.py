# exit: 1
class Pause:
    def __await__(self):
        yield


async def deepest(x):
    await Pause()
    return [5][1 - x]


async def middle(x):
    return 1 + await deepest(x)


async def values():
    yield await middle(1)
    yield await middle(0)


async def main():
    async for value in values():
        print(value)


coro = main()
while True:
    coro.send(None)
