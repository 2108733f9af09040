async def add(a, b):
    return a + b

async def twice(x):
    y = await add(x, x)
    print("twice", y)
    return y * 2

def drive(coro):
    try:
        while True:
            v = coro.send(None)
            print("suspended with", v)
    except StopIteration as stop:
        return stop.value

print(drive(twice(3)))

class Pause:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        print("resumed", got)
        return self.v * 10

async def waits():
    a = await Pause(1)
    b = await Pause(2)
    return a + b
print(drive(waits()))

class Manager:
    async def __aenter__(self):
        await Pause("enter")
        return "m"
    async def __aexit__(self, kind, value, tb):
        await Pause("exit")
        print("exit", kind.__name__ if kind else None)
        return kind is KeyError

async def managed():
    async with Manager() as m:
        print("in", m)
    async with Manager():
        raise KeyError("swallowed")
    try:
        async with Manager():
            raise ValueError("out")
    except ValueError as e:
        print("caught", e)
    return "ok"
print(drive(managed()))

class Counter:
    def __init__(self, n): self.n = n; self.i = 0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await Pause(self.i)
        return self.i

async def loops():
    async for x in Counter(2):
        print("item", x)
    else:
        print("else")
    async for x in Counter(5):
        if x == 1: continue
        if x == 3: break
        print("item", x)
    else:
        print("not printed")
    return x
print(drive(loops()))

async def agen(n):
    try:
        for i in range(n):
            await Pause("inside")
            got = yield i
            print("sent", got)
    finally:
        print("agen finally")

async def use():
    async for v in agen(2):
        print("v", v)
    g = agen(3)
    print(await g.__anext__())
    print(await g.asend("hello"))
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("stopped")
    g = agen(1)
    await anext(g)
    try:
        await g.athrow(ValueError("thrown"))
    except ValueError as e:
        print("athrow", e)
print(drive(use()))

async def bad():
    await 5
try:
    drive(bad())
except TypeError as e:
    print("TypeError")
c = add(1, 2)
print(type(c).__name__, c.__name__, drive(c))
try:
    drive(c)
except RuntimeError as e:
    print(e)
c = add(1, 2)
c.close()
async def fails():
    try:
        await Pause(1)
    finally:
        print("cleanup")
f = fails()
f.send(None)
f.close()
f = fails()
f.send(None)
try:
    f.throw(OSError("x"))
except OSError as e:
    print(repr(e))
print(drive((lambda: add("a", "b"))()))
class A:
    async def m(self, x): return await add(x, 1)
    @staticmethod
    async def s(): return "static"
    @classmethod
    async def c(cls): return cls.__name__
print(drive(A().m(4)), drive(A.s()), drive(A.c()))
