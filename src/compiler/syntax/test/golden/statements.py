"""Every statement once."""
from __future__ import annotations
import os, sys as system
from ..a.b import (c, d as e,)
x: int = 1
(x): int
x, *y = z = 1, 2
x += 1
del x, (y, z), a[0], b.c
assert x, "no"
global q, r
type Alias[T: int = str, *Ts, **P] = dict[T, *Ts]

@decorator
@other(1)
async def f[T](a, /, b: int = 1, *c: int, d, e=2, **g) -> T:
    async with a as b, c:
        async for d in e:
            await f
        else:
            return
    yield 1
    x = yield from_

class A[T](B, metaclass=C, **kw):
    def method(self): nonlocal_ = 1; return nonlocal_

if a: pass
elif b: pass
else: pass
while a:
    break
else:
    continue_ = 1
for i, (j, *k) in l:
    continue
with (open(a) as b, c as (d, e),):
    pass
with (a, b): pass
try:
    raise A from b
except A as e:
    pass
except B, C:
    pass
else:
    pass
finally:
    pass
try: pass
except* A: pass
match x, y:
    case 1 | -2.5 | 1+2j | "a" "b" | None: pass
    case [a, *_, b] | (a, b) if a: pass
    case {"k": v, a.b: 1, **rest}: pass
    case A(1, b=2) as c: pass
    case *a, b: pass
    case _: pass
match = 1; case = match
match[x] = type(x)
