"""Closures: functions that make and compose functions."""
import sys


def adder(n):
    def add(x):
        return x + n
    return add


def compose(first, second):
    def both(x):
        return second(first(x))
    return both


def counter():
    state = [0]

    def bump(by):
        state[0] += by
        return state[0]
    return bump


def run(size):
    chain = adder(1)
    for i in range(8):
        chain = compose(chain, adder(i))
    bump = counter()
    total = 0
    for i in range(size):
        total += chain(i) + bump(i % 3)
    return total


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 50000))
