import a.b as c, d
from . import (e, f as g,)
@dec(1)
class K[T: int, *Ts, **P](B, metaclass=M):
    x: int = 1; y = z = 2
    def m(self, a, /, b=1, *args, c, d=2, **kw) -> None: ...
async def f():
    async with a as b, c: await x
    async for i in y: yield i
    return [i async for i in z if i]
match p:
    case {"k": [1, *rest], **kw} if rest: pass
    case K(a=1) | None | -1+2j as w: pass
    case _: pass
try:
    raise E from None
except* (A, B) as e: del e
finally: global_ = lambda *a, k=1, **kw: (yield)
while (n := n - 1) > 0 < 5 is not None: continue
else: assert x, "m"
with (open(a) as b, c): print(*a, **k, sep='')
type Alias[T] = list[T]
x[1:2, ::3, ...] @= ~a ** -b if c else not d
