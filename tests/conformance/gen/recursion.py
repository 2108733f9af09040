def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, [3, [4, "five"], 6.5]], [], [[None]]])))


def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield "bottom"


print(list(deep(200)))


def forever(n):
    yield n
    yield from forever(n + 1)


count = 0
try:
    for x in forever(0):
        count += 1
        if count > 100:
            break
except RecursionError:
    print("too deep")
print(count)


def endless():
    yield from endless()


try:
    next(endless())
except RecursionError as error:
    print("RecursionError")


def combos(items, n):
    if n == 0:
        yield ()
        return
    for i, item in enumerate(items):
        for rest in combos(items[i + 1 :], n - 1):
            yield (item,) + rest


print(list(combos("abcd", 2)))
