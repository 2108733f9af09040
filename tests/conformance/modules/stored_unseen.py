"""A module variable that code stores into without knowing the module."""
X = 5
def f():
    return X * 2
def setter(o):
    o.X = 2**62
print(f())
import sys
setter(sys.modules["__main__"])
print(f(), X)
