class OnlyRepr:
    def __repr__(self):
        return "only-repr"


class Both:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


class Child(Both):
    def __repr__(self):
        return "child-" + super().__repr__()


class Tree:
    def __init__(self, name, children):
        self.name = name
        self.children = children

    def __repr__(self):
        return f"{self.name}{self.children}" if self.children else self.name


for x in (OnlyRepr(), Both(), Child()):
    print(x, str(x), repr(x), [x], (x, x), {x: x}, {"k": x}, f"{x} {x!r}", "%s %r" % (x, x), "{} {!r}".format(x, x))
print(Tree("a", [Tree("b", []), Tree("c", [Tree("d", [])])]))
print("".join([str(Both()), repr(Both())]), str(OnlyRepr()) + "!", [[Both()]], ([{1: Both()}],))
e = ValueError(Both(), OnlyRepr())
print(e, repr(e), ValueError(Both()), repr(ValueError(Both())), KeyError(Both()))
print(list(map(str, [Both(), 1])), sorted([Both(), OnlyRepr()], key=repr))
