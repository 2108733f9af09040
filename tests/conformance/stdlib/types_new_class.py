# Classes made by types.new_class.
import types


class Base:
    def hello(self):
        return f"hello from {type(self).__name__}"


def fill(namespace):
    namespace["x"] = 3
    namespace["double"] = lambda self: self.x * 2


C = types.new_class("C", (Base,), {}, fill)
print(C.__name__, C.__mro__[1] is Base, C().hello(), C().double())


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, tag=None):
        return {"prepared": tag}

    def __new__(mcls, name, bases, namespace, tag=None):
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, tag=None):
        super().__init__(name, bases, namespace)


D = types.new_class("D", (Base,), {"metaclass": Meta, "tag": "t"})
print(type(D) is Meta, D.prepared)


class Entry:
    def __mro_entries__(self, bases):
        return (Base,)


entry = Entry()
print(types.resolve_bases((entry, int)) == (Base, int), types.resolve_bases((int,)))
E2 = types.new_class("E2", (entry,))
print(E2.__bases__ == (Base,), E2.__orig_bases__ == (entry,), types.get_original_bases(E2) == (entry,) if hasattr(types, "get_original_bases") else True)
print(types.prepare_class("F", (D,), {"tag": 5})[:2])


class M1(type):
    pass


class M2(type):
    pass


try:
    types.new_class("G", (M1("a", (), {}), M2("b", (), {})))
except TypeError as error:
    print("conflict" in str(error))
