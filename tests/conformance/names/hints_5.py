# exit: 1
"""The last line of a traceback tells what a misspelled name may mean."""


def first():
    result = []
    for n in range(3):
        result.append(n)
    return resullt_of_everything


try:
    first()
except NameError as error:
    print(error, error.name, error.args)
try:
    raise NameError("mine", name="x")
except NameError as error:
    print(error, error.name)
try:
    raise NameError
except NameError as error:
    print(repr(str(error)), error.name)


def use():
    return [item for item in itms]


items = [1]
use()
