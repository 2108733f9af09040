import atexit


class Resource:
    count = 0

    def __init__(self, name):
        self.name = name
        Resource.count += 1

    def __del__(self):
        Resource.count -= 1
        print("del", self.name, "left", Resource.count)


first = Resource("first")
second = Resource("second")
cycle = Resource("cycle")
cycle.me = cycle


def generator():
    try:
        yield 1
    finally:
        print("generator closed")


atexit.register(print, "atexit", Resource.count)
print("end")
