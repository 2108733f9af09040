# The documentation of properties, and what static and class methods show of their functions.
class A:
    @property
    def x(self):
        "doc of x"
        return 1

    y = property(lambda self: 2, doc="doc of y")

    @x.setter
    def x(self, value):
        "not this"

    @staticmethod
    def s():
        "static words"
        return 1

    @classmethod
    def c(cls):
        return 2


print(A.x.__doc__, A.y.__doc__, A.__dict__["x"].__doc__)
print(property(doc="q").__doc__, property(lambda self: 1).__doc__)
A.y.__doc__ = "new words"
print(A.y.__doc__)
print(A.__dict__["s"].__doc__, A.__dict__["s"].__name__, A.__dict__["c"].__doc__, A.__dict__["c"].__name__)
print(A.__dict__["y"].__get__(A(), A), A.__dict__["x"].__get__(None, A) is A.x)
try:
    A.y.__set__(A(), 5)
except AttributeError:
    print("AttributeError")


d = {}
d["k"] = d.values()
print(repr(d))
