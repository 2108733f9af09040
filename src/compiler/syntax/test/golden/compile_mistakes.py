return 1
break
def f(a, a):
    global a
    nonlocal b
    await c
class A:
    continue
*x = y
f(a=1, a=2)
[(yield) for x in y]
__debug__ = 1
match x:
    case a: pass
    case _: pass
