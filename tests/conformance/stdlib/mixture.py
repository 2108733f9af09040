# Many modules together, as scripts use them.
import sys, asyncio, time, weakref, logging, queue, threading, urllib.parse, typing, types, inspect, traceback, collections.abc, numbers, warnings, pprint
async def work(n):
    await asyncio.sleep(0.01 * n); return n * n
async def main():
    r = await asyncio.gather(*(work(i) for i in range(4))); print(r)
    q = asyncio.Queue()
    async def prod():
        for i in range(3): await q.put(i)
        await q.put(None)
    t = asyncio.create_task(prod())
    while (v := await q.get()) is not None: print("q", v)
    try: await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except asyncio.TimeoutError: print("timeout")
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(work(1)); b = tg.create_task(work(2))
    print(a.result() + b.result())
asyncio.run(main())
class N:
    def __init__(self, v): self.v = v
    def __del__(self): print("del", self.v)
n = N(1); r = weakref.ref(n); print(r() is n); del n; print(r())
logging.basicConfig(format="%(levelname)s:%(name)s:%(message)s", level=logging.INFO, stream=sys.stdout)
logging.getLogger("app").info("hello %d", 3)
u = urllib.parse.urlparse("http://a.b/c?d=e&f=g#h"); print(u.netloc, urllib.parse.parse_qs(u.query), urllib.parse.quote("a b/ü"))
pprint.pprint({"a": list(range(30)), "b": {"c": "x" * 50, "d": "y" * 40}})
def f(a, b=2, *args, c, **kw) -> int: "doc"
print(inspect.signature(f), f.__doc__, typing.get_type_hints(f))
try: [][1]
except IndexError: print(traceback.format_exc().splitlines()[-1])
class Seq(collections.abc.Sequence):
    def __getitem__(self, i): return range(5)[i]
    def __len__(self): return 5
s = Seq(); print(3 in s, list(reversed(s)), s.index(2), isinstance(s, collections.abc.Iterable))
print(types.SimpleNamespace(a=1), isinstance(3, numbers.Number))
T = typing.TypeVar("T")
class Stack(typing.Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
st = Stack[int](); st.push(3); print(st.pop())
print((3+4j)*(1-2j), abs(3+4j), complex("1+2j"))
print(int.from_bytes(b"\x01\x00", "big"), (1000).to_bytes(2, "little"))
