from itertools import islice, count


def show(*args):
    try:
        print(list(islice("ABCDEFG", *args)))
    except Exception as e:
        print(type(e).__name__, e)


show(2)
show(2, 4)
show(2, None)
show(0, None, 2)
show(1, 6, 3)
show(None)
show(0)
show(10)
show(3, 1)
show(None, None, None)
show(-1)
show(0, -1)
show(-2, 3)
show(0, 5, 0)
show(0, 5, -1)
show("a")
show(1, "a")
show(True)

source = iter(range(20))
print(list(islice(source, 3)), list(islice(source, 1, 4)), next(source))
print(list(islice(count(), 10, 20, 4)))
it = iter("abcdef")
print(list(islice(it, 0)), next(it))
print(list(islice(it, 1, 3, 5)), list(it))
