# exit: 1
"""The last line of a traceback tells what a misspelled name may mean."""


class Shelf:
    height = 3

    def __init__(self, books):
        self.books = books

    def total(self, factor):
        extra = 10
        return sum(self.books) * facter + extra


print(Shelf([1, 2]).total(0))
