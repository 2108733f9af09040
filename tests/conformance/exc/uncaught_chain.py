# exit: 1
def low():
    return int("not a number")


def high():
    try:
        low()
    except ValueError as e:
        raise RuntimeError("could not load") from e


try:
    high()
finally:
    print("finally runs")
