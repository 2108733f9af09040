# refused: multiple inheritance|multiple bases|more than one base, line 10
class A:
    pass


class B:
    pass


class C(A, B):
    pass


print(C())
