# exit: 1
def low(x):
    return 1 / x


def high(x):
    try:
        return low(x)
    except ZeroDivisionError as e:
        print("noted:", e)
        raise


print(high(4))
print(high(0))
