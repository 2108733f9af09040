x = 1
print(x + 1)
x = "one"
print(x + "1")
x = 1.5
print(x * 2)
x = [x]
x.append(x[0] * 2)
print(x)
x = {"v": x}
print(x["v"][1])
x = x["v"]
x = x[0] > 1
print(x, not x)
x = None
print(x)


def f(flag):
    if flag == 0:
        v = 1
    elif flag == 1:
        v = "s"
    elif flag == 2:
        v = [1]
    else:
        v = None
    return v


for i in range(4):
    r = f(i)
    print(r, r == 1, r is None, r or "falsy", [r, r])
    if r:
        print(r * 2)
acc = 0
for step in (1, 2.5, True, 2**63, -0.5):
    acc = acc + step
    print(acc)
acc = []
for step in ([1], ["a"], [None]):
    acc = acc + step
print(acc)
n = 5
while n:
    n = n - 1 if n > 2 else ""
print(repr(n))
for v in (1, "a", 2.5):
    last = v
print(last)
y = 3
y = y / 2
y = str(y) + "!"
y = len(y)
print(y)
