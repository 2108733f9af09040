x = "module"


class C:
    x = "class"
    y = x + "!"
    items = []
    table = {}

    def get(self):
        return x

    def get_class(self):
        return self.x, C.x

    for i in range(3):
        table[i] = i * i
    if len(table) > 2:

        def conditional(self):
            return "defined"

    else:

        def conditional(self):
            return "other"


c = C()
d = C()
print(c.get(), c.get_class(), C.y, C.table, c.conditional(), C.i)
c.items.append(1)
print(d.items, C.items)
c.items = c.items + [2]
print(c.items, d.items)


class Outer:
    class Inner:
        value = 5

        def m(self):
            return self.value

    def make(self):
        return Outer.Inner()


print(Outer.Inner().m(), Outer().make().value)


def factory(n):
    class Local:
        size = n

        def get(self):
            return n + self.size

    return Local


A = factory(1)
B = factory(10)
print(A().get(), B().get(), A is B, isinstance(A(), B))


class Node:
    registry = []

    def __init__(self, name):
        self.name = name
        Node.registry.append(self.name)
        self.registry.append(len(self.registry))


Node("a")
Node("b")
print(Node.registry)
