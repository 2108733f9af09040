def note(x):
    print("note", x)
    return x


class A:
    print("in class body")
    x = note("x")

    def m(self, a=note("default of m")):
        return a

    y = note(x + "y")
    print("end of class body", y)


print("after class")


def outer():
    print("outer runs")

    def inner(a=note("inner default")):
        return a

    return inner


f = outer()
g = outer()
print(f(), g(), f is g, A().m(), A().m(1))
lam = lambda a=note("lambda default"): a
print(lam(), lam(2))
if note(True):

    class B(A):
        z = note("z")

        def m(self, a=note("B default")):
            return super().m() + a


print(B().m(), B.z, B.x)
funcs = []
for i in range(2):

    def h(a=note(i)):
        return a

    funcs.append(h)
print([h() for h in funcs])
