# exit: 1
def check(values):
    for v in values:
        assert v < 3, "too big: " + str(v)
        print("ok", v)


check([1, 2, 3])
