# exit: 1
def g():
    yield 1
    raise StopIteration(3)


for x in g():
    print(x)
