# exit: 1
"""The last line of a traceback tells what a misspelled name may mean."""


def report(values):
    for value in values:
        prnit(value)


report([1, 2])
