log = []


def v(x):
    log.append(x)
    return x


def flush():
    print(log)
    log.clear()


v(1) + v(2) * v(3) ** v(2)
flush()
v(1) < v(2) > v(0) == v(0)
flush()
[v(1), v(2)][v(0)] + {v("k"): v(5)}[v("k")]
flush()
(v(1) or v(2)) and v(0) and v(9)
flush()
v(5) if v(0) else v(6)
flush()
print(v("a"), v("b"), sep=v("-"), end=v("\n"))
flush()
x = [0, 0, 0]
x[v(0)], x[v(1)] = v(10), v(20)
flush()
x[v(2)] = v(3)
flush()
x[v(0)] += v(1)
flush()
(lambda a, b=v("default"): v((a, b)))(v("arg"))
flush()
"%s %s" % (v(1), v(2))
f"{v(1)} {v(2):{v(5)}} {v('z')!r}"
flush()
[v(a) + v(b) for a in v([1, 2]) for b in v([3]) if v(a) > 1]
flush()
{v(k): v(k * 2) for k in (1, 2)}
flush()
v([3, 1, 2]).sort(key=v)
flush()
del x[v(0)]
flush()
assert v(True), v("not evaluated")
flush()
v(1) in v([1]) or v(2)
flush()
v("abc")[v(0):v(2):v(1)]
flush()
not v(0) is v(None)
flush()
for i in v(range(v(2))):
    v(("i", i))
flush()
