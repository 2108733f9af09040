class A:
    def __init__(self):
        self.log = ["A"]

    def run(self, x):
        return [("A", x)]

    def hook(self):
        return "A.hook"

    def template(self):
        return self.hook() + "/" + self.name()

    def name(self):
        return "a"


class B(A):
    def __init__(self):
        super().__init__()
        self.log.append("B")

    def run(self, x):
        return super().run(x + 1) + [("B", x)]

    def hook(self):
        return "B.hook<" + super().hook()


class C(B):
    def run(self, x):
        return super().run(x * 2) + [("C", x)]


class D(C):
    def __init__(self):
        self.before = True
        super().__init__()
        self.log.append("D")

    def run(self, x):
        return super(D, self).run(x) + [("D", x)]

    def name(self):
        return "d"


d = D()
print(d.log, d.run(5), d.template(), d.before)
print(C().log, C().run(1), B().template(), A().template())
print(A.run(d, 1), B.run(d, 1))
try:
    super(A, A()).missing()
except AttributeError as e:
    print(e)
