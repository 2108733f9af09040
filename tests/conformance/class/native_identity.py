"""Functions and methods written in C are one object each."""

print(len is len, dict.__repr__ is dict.__repr__, list.append is list.append, str.join is str.join)
print(type({}).__repr__ is dict.__repr__, type(5).__init__ is object.__init__)
table = {list.__repr__: "list", dict.__repr__: "dict", tuple.__repr__: "tuple"}


class Pairs(dict):
    pass


class Shown(dict):
    def __repr__(self):
        return "Shown"


for value in ([], {}, (), Pairs(), Shown(), 5):
    print(type(value).__name__, table.get(type(value).__repr__, "other"))
print(Pairs.__repr__ is dict.__repr__, Shown.__repr__ is dict.__repr__, Pairs.get is dict.get)


class Meta(type):
    pass


class Made(metaclass=Meta):
    pass


print(callable(Made), callable(Meta), callable(Made()), callable(len))
print([].append == [].append, len.__module__, len.__name__)
