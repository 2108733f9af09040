# exit: 1
"""The last line of a traceback tells what a misspelled name may mean."""
import math

settings = {"depth": 3}


def area(radius):
    return math.pi * radius ** 2


def main():
    print(round(area(2), 3))
    return setings["depth"]


main()
