# Classes made by functions: captured variables, names, several instances of one statement.
def make(n):
    class Counter:
        """counts from n"""

        start = n + 1

        def __init__(self, step):
            self.step = step

        def get(self):
            return self.step + n + self.start

        def same(self, other):
            return isinstance(other, Counter)

    return Counter


A = make(10)
B = make(20)
a = A(5)
print(a.get(), B(1).get(), A.start, B.start)
print(A.__name__, A.__qualname__, A.__doc__, A.__module__)
print(isinstance(a, A), isinstance(a, B), a.same(A(1)), a.same(B(1)))
a.extra = "new"
print(a.extra, a.__dict__)
print(type(a).__name__, a.__class__ is A, A is B)


def nested():
    class Outer:
        class Inner:
            value = 3

            def show(self):
                return type(self).__qualname__

        def inner(self):
            return self.Inner()

    return Outer


print(nested()().inner().show(), nested().Inner.value)

classes = []
for i in range(3):

    class Numbered:
        index = i

        def twice(self):
            return self.index * 2

    classes.append(Numbered)
print([c.index for c in classes], [c().twice() for c in classes])


def with_method_default(limit=3):
    class Box:
        def take(self, n=limit, *rest, key="k", **more):
            return n, rest, key, sorted(more.items())

    return Box()


print(with_method_default().take(), with_method_default(7).take(1, 2, key=3, z=4))


def counting():
    total = 0

    class Adder:
        def add(self, n):
            nonlocal total
            total += n
            return total

    return Adder(), lambda: total


adder, read = counting()
adder.add(3)
print(adder.add(4), read())
