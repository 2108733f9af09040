# What array.array refuses.
from array import array


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as e:
        print(type(e).__name__, e)


a = array("i", [1, 2, 3])
attempt(array, "i", "abc")
attempt(array, "i", [1.5])
attempt(array, "i", ["a"])
attempt(array, "d", ["a"])
attempt(array, 3)
attempt(a.__getitem__, 3)
attempt(a.__getitem__, "x")
attempt(a.__setitem__, 5, 1)
attempt(a.__setitem__, 0, "x")
attempt(a.__setitem__, slice(0, 1), [1])
attempt(a.append, 1 << 31)
attempt(a.append, -(1 << 31) - 1)
attempt(array("b").append, 128)
attempt(array("b").append, -129)
attempt(array("B").append, 256)
attempt(array("B").append, -1)
attempt(array("h").append, 40000)
attempt(array("H").append, -1)
attempt(a.extend, array("d", [1.0]))
attempt(a.remove, 9)
attempt(a.index, 9)
attempt(array("i").pop)
attempt(a.pop, 5)
attempt(lambda: a + [1])
attempt(a.frombytes, b"abc")
attempt(a.fromlist, (1,))
print(a)
attempt(array("l").append, 1 << 63)
attempt(array("q").append, 1 << 63)
attempt(array("Q").append, -1)
attempt(array("I").append, -1)
attempt(array("I").append, 1 << 32)
