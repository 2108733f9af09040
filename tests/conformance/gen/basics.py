def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def empty():
    return
    yield


def never():
    if False:
        yield 1


for x in count(3):
    print(x)
print(list(count(5)), tuple(count(2)), sum(count(101)), set(count(3)))
print(list(empty()), list(never()))
print(max(count(4)), min(count(4)), sorted(count(4), reverse=True))
print(dict(enumerate(count(3))), list(zip(count(3), count(9))))
print(any(count(1)), all(count(1)), 3 in count(5), 7 in count(5))
a, *b = count(4)
print(a, b)
g = count(2)
print(next(g), next(g), next(g, "end"), next(g, "end"))
print(iter(g) is g, list(g))
for x in count(0):
    print("never")
else:
    print("else")
print([x * y for x in count(3) for y in count(x)])
print(*count(4), sep="-")
print("".join(str(d) for d in count(10)))
