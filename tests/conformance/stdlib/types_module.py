import types


def f():
    pass


class C:
    def m(self):
        pass


print(isinstance(f, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(len, types.FunctionType))
print(isinstance(C().m, types.MethodType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType))
print(types.NoneType is type(None), type(...) is types.EllipsisType)
n = types.SimpleNamespace(a=1, b="x")
n.c = [3]
print(n, n == types.SimpleNamespace(a=1, b="x", c=[3]), n.__dict__)
del n.a
print(n, hasattr(n, "a"))
m = types.MappingProxyType({"a": 1, "b": 2})
print(m["a"], "b" in m, len(m), list(m), dict(m), m.get("z", 0), repr(m), sorted(m.items()))
try:
    m["c"] = 3
except TypeError as error:
    print("TypeError")
Vector = list[float]
print(Vector, dict[str, list[int]], tuple[int, ...], Vector.__origin__, Vector.__args__, set[C] == set[C])
print(Vector([1, 2]), dict[str, int](a=1), hash(list[int]) == hash(list[int]), list[int] == list[str])
try:
    int[3]
except TypeError as error:
    print(error)


class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__} of {item.__name__}"


print(Box[int])
Made = types.new_class("Made", (C,), {}, lambda ns: ns.update(x=5))
print(Made.x, Made.__name__, issubclass(Made, C))
