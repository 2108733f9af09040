class Phoenix:
    saved = []

    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)
        if len(Phoenix.saved) < 1:
            Phoenix.saved.append(self)


def run():
    p = Phoenix(1)
    del p
    print(len(Phoenix.saved), Phoenix.saved[0].n)
    Phoenix.saved.clear()
    print("gone for good")
    q = Phoenix(2)
    q = None
    print(len(Phoenix.saved))


class Failing:
    def __del__(self):
        raise RuntimeError("in __del__")


class Base:
    def __del__(self):
        print("base del")


class Derived(Base):
    def __del__(self):
        print("derived del")
        super().__del__()


class Holder:
    def __init__(self):
        self.parts = [Base(), Derived()]

    def __del__(self):
        print("holder with", len(self.parts))


run()
x = Failing()
x = None
print("goes on")
h = Holder()
del h
print("done")


class Stack(list):
    def __del__(self):
        print("stack of", len(self))


s = Stack([1, 2])
s = Stack()
del s


class Managed:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        print("exit")

    def __del__(self):
        print("del managed")


with Managed() as m:
    print("inside")
print("after with")
m = None
with Managed():
    print("without a name")
print("end")
