class Base:
    kind = "base kind"
    made = 0

    def __init__(self, x):
        self.x = x

    @property
    def value(self):
        return self.x

    @classmethod
    def make(cls, *args):
        cls.made += 1
        return cls(*args)

    @staticmethod
    def scale(n, by=2):
        return n * by

    def show(self, *args, **options):
        return "base", self.x, args, options

    def __repr__(self):
        return f"{type(self).__name__}({self.x})"


class Derived(Base):
    kind = "derived kind"

    def __init__(self, x, y):
        super().__init__(x)
        self.y = y

    @property
    def value(self):
        return super().value + self.y

    @classmethod
    def make(cls, x):
        made = super().make(x, 10)
        made.note = super().kind
        return made

    @staticmethod
    def scale(n):
        return -Base.scale(n)

    def show(self, *args, **options):
        method = super().show
        return ("derived",) + method(*args, **options) + super().show(1, *args, k=2, **options)

    def kinds(self):
        return self.kind, super().kind, super().scale(3), super().scale(3, by=5)

    def missing(self):
        return super().nothing


class Third(Derived):
    @property
    def value(self):
        return [super().value]

    def __repr__(self):
        return "Third " + super().__repr__()


d = Derived.make(1)
print(d, d.value, d.note, Derived.made, Base.made)
print(d.show(5, a=6), d.kinds(), Derived.scale(4))
t = Third.make(3)
print(t, t.value, t.kinds(), Third.made)
try:
    d.missing()
except AttributeError as error:
    print(error)
