def averager():
    total = 0.0
    count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            break
        total += value
        count += 1
        average = total / count
    return count, average


a = averager()
next(a)
for v in [10, 20, 60]:
    print(a.send(v))
try:
    a.send(None)
except StopIteration as stop:
    print("result", stop.value)


def echo():
    received = []
    while len(received) < 3:
        received.append((yield len(received)))
    return received


e = echo()
print(e.send(None), e.send("x"), e.send(2.5))
try:
    print(e.send([1]))
except StopIteration as stop:
    print(stop.value, repr(stop))
try:
    e.send(1)
except StopIteration as stop:
    print("again", stop.value, stop.args)

g = echo()
try:
    g.send(1)
except TypeError as error:
    print(error)
print(next(g))


def two():
    x = yield 1
    y = yield x
    print(x, y, (yield), (yield x + y))


t = two()
print(next(t), t.send(5), t.send(6), t.send("a"))
try:
    t.send("b")
except StopIteration:
    print("over")


def in_call():
    print(max((yield "first"), (yield "second")))
    d = {(yield "k"): (yield "v")}
    print(d)
    l = [(yield 1), (yield 2)]
    print(l, f"{(yield 3)}-{(yield 4)!r}")


c = in_call()
value = next(c)
n = 0
while True:
    print("gave", value)
    n += 1
    try:
        value = c.send(n)
    except StopIteration:
        break
