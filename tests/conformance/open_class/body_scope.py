# Names in the body of a class that is made at run time.
x = "global"


def show():
    class C:
        y = x
        x = "class"
        z = [x for _ in range(2)][0], [n for n in x]
        total = 0
        for i in range(4):
            total += i
        del i
        try:
            raise ValueError("inside")
        except ValueError as e:
            message = str(e)
        if total > 3:
            big = True
        else:
            small = True

        def method(self):
            return x

        named = property(lambda self: self.x)

    return C


C = show()
print(C.x, C.y, C.z, C.total, C.message, C.big, hasattr(C, "small"), hasattr(C, "i"), hasattr(C, "e"))
print(C().method(), C().named)


def undefined():
    class D:
        print(missing_name)


try:
    undefined()
except NameError as error:
    print(error)


def deleted():
    class D:
        a = 1
        del a
        del a


try:
    deleted()
except NameError as error:
    print(error)


def outer(x):
    class E:
        def get(self):
            return x

        got = x

    return E


print(outer("captured").got, outer("c")().get())


def uses_global():
    class F:
        global made_global
        made_global = 5
        attr: int = 3
        only: str

    return F


F = uses_global()
print(made_global, F.attr, hasattr(F, "only"), list(F.__annotations__))
print([k for k in F.__dict__ if not k.startswith("__")])
