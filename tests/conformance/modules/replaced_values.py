# args: one two
# Functions and values of built-in modules replaced, and put back.
import math
import sys
import time

calls = []
old = time.sleep
time.sleep = calls.append
time.sleep(5)
time.sleep("again")
time.sleep = old
time.sleep(0)
print(calls, time.sleep is old)

print(sys.argv[1:], len(sys.argv))
kept = sys.argv
sys.argv = ["program", "a", "b", "c"]
print(sys.argv, len(sys.argv))
sys.argv = kept
print(sys.argv[1:])

sqrt = math.sqrt
math.sqrt = lambda x: "root of %d" % x


def root(x):
    return math.sqrt(x)


print(root(9))
math.sqrt = sqrt
print(root(9))
