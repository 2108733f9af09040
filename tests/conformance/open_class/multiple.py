# Several bases: the order of look-up, cooperative super().
class Root:
    def __init__(self, **kwargs):
        self.log = ["Root"]
        assert not kwargs, kwargs

    def who(self):
        return ["Root"]


class Left(Root):
    def __init__(self, left=1, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.log.append("Left")

    def who(self):
        return ["Left"] + super().who()


class Right(Root):
    def __init__(self, right=2, **kwargs):
        super().__init__(**kwargs)
        self.right = right
        self.log.append("Right")

    def who(self):
        return ["Right"] + super().who()


class Both(Left, Right):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.log.append("Both")

    def who(self):
        return ["Both"] + super().who()


b = Both(left=10, right=20)
print(b.log, b.left, b.right, b.who())
print([c.__name__ for c in Both.__mro__], [c.__name__ for c in Both.mro()])
print(Both.__bases__, Both.__base__)
print(isinstance(b, Right), issubclass(Both, Left), issubclass(Left, Right))
print(super(Left, b).who(), super(Both, b).who())
print(Left.who(b), [c.__name__ for c in Root.__subclasses__()])


class Mixin:
    def describe(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v}' for k, v in sorted(self.__dict__.items()))})"


class Point(Mixin):
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Named(Mixin):
    name = "anon"

    @property
    def title(self):
        return self.name.title()


class NamedPoint(Named, Point):
    def __init__(self, name, x, y):
        Point.__init__(self, x, y)
        self.name = name


p = NamedPoint("origin", 0, 1)
print(p.describe(), p.title, NamedPoint.name)

for bases in [(Root, Left), (Left, Right), (object, Root), (Root, Root)]:
    try:
        print(type("T", bases, {}).__mro__[1].__name__)
    except TypeError as e:
        print(str(e).split()[0])


class Comparable:
    def __eq__(self, other):
        return self.key() == other.key()

    def __lt__(self, other):
        return self.key() < other.key()


class Hashed:
    def __hash__(self):
        return hash(self.key())


class Item(Hashed, Comparable):
    def __init__(self, n):
        self.n = n

    def key(self):
        return self.n

    def __repr__(self):
        return f"Item({self.n})"


print(sorted([Item(3), Item(1), Item(2)]), Item(1) == Item(1), len({Item(1), Item(1), Item(2)}))


class Unhashable(Comparable):
    pass


try:
    hash(Unhashable())
except TypeError as e:
    print(e)
