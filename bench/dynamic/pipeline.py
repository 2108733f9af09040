"""Generators in a row: a pipeline over records."""
import sys


def numbers(count):
    for i in range(count):
        yield i * 17 % 1000


def keep(source, test):
    for item in source:
        if test(item):
            yield item


def pairs(source):
    previous = None
    for item in source:
        if previous is not None:
            yield previous, item
        previous = item


def run(size):
    total = 0
    for left, right in pairs(keep(numbers(size), lambda item: item % 3)):
        total += left * right % 7
    return total


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200000))
