# super as a value, its attributes, its errors.
known = super


class A:
    def f(self):
        return "A.f"

    @classmethod
    def make(cls):
        return cls.__name__


class B(A):
    def f(self):
        return known(B, self).f() + "!"

    @classmethod
    def make(cls):
        return "B:" + known(B, cls).make()


class C(B):
    pass


b = B()
print(b.f(), B.make(), C.make())
parent = super(B, b)
print(repr(parent), parent.__thisclass__ is B, parent.__self__ is b, parent.__self_class__ is B)
print(isinstance(parent, super), super, type(parent) is known)
unbound = super(B)
print(repr(unbound), unbound.__self__, unbound.__self_class__)
for args in ((), (int, "x"), (5,), (B, A())):
    try:
        super(*args)
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__)
try:
    super(B, b).missing
except AttributeError as error:
    print(error)


class Loud(super):
    def shout(self):
        return "LOUD"


loud = Loud(B, b)
print(loud.shout(), loud.f())
