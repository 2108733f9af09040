# An event loop of one's own, over coroutines alone.
import heapq


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        return (yield ("sleep", self.ticks))


class Channel:
    def __init__(self):
        self.items = []
        self.readers = []

    def __await__(self):
        while not self.items:
            yield ("read", self)
        return self.items.pop(0)

    def put(self, item):
        self.items.append(item)


class Loop:
    def __init__(self):
        self.now = 0
        self.timers = []
        self.ready = []
        self.count = 0
        self.results = {}

    def spawn(self, name, coro):
        self.ready.append((name, coro))

    def run(self):
        blocked = []
        while self.ready or self.timers:
            if not self.ready:
                self.now, _, name, coro = heapq.heappop(self.timers)
                self.ready.append((name, coro))
            name, coro = self.ready.pop(0)
            try:
                what, argument = coro.send(None)
            except StopIteration as stop:
                self.results[name] = stop.value
                continue
            except Exception as error:
                self.results[name] = error
                continue
            if what == "sleep":
                self.count += 1
                heapq.heappush(self.timers, (self.now + argument, self.count, name, coro))
            elif argument.items:
                self.ready.append((name, coro))
            else:
                self.count += 1
                heapq.heappush(self.timers, (self.now + 1, self.count, name, coro))


loop = Loop()
channel = Channel()


async def producer(n):
    for i in range(n):
        await Sleep(3)
        print(loop.now, "put", i)
        channel.put(i)
    channel.put(None)
    return "produced"


async def consumer():
    total = 0
    while (item := await channel) is not None:
        print(loop.now, "got", item)
        total += item
    return total


async def fails():
    await Sleep(4)
    raise ValueError("at 4")


loop.spawn("p", producer(3))
loop.spawn("c", consumer())
loop.spawn("f", fails())
loop.run()
print(loop.results, loop.now)
