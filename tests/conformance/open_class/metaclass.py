# Metaclasses: __new__, __init__, __call__, __prepare__, methods and properties of classes.
class Meta(type):
    registry = {}

    def __new__(mcls, name, bases, namespace, **options):
        print("new", name, [b.__name__ for b in bases], options)
        made = super().__new__(mcls, name, bases, namespace)
        made.options = options
        return made

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)
        Meta.registry[name] = cls

    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.made_by = cls.__name__
        return made

    def create(cls):
        return cls("created")

    @property
    def loud(cls):
        return cls.__name__.upper()

    def __len__(cls):
        return len(cls.__name__)

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key}]"

    def __iter__(cls):
        return iter(sorted(Meta.registry))

    def __contains__(cls, item):
        return item in cls.__name__

    def __repr__(cls):
        return f"<meta {cls.__name__}>"


class Base(metaclass=Meta, flag=True):
    def __init__(self, value):
        self.value = value


class Derived(Base, level=2):
    def where(self):
        return __class__


d = Derived(5)
print(d.value, d.made_by, Derived.create().value, Derived.loud, len(Derived))
print(Derived["x"], list(Derived), "riv" in Derived, Derived, type(Derived), Derived.options)
print(d.where(), isinstance(Derived, Meta), type(d) is Derived, sorted(Meta.registry))
try:
    d.loud
except AttributeError as e:
    print(e)


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class Config(metaclass=Singleton):
    def __init__(self):
        self.items = {}


print(Config() is Config())


class Checker(type):
    def __instancecheck__(cls, obj):
        return hasattr(obj, "quack")

    def __subclasscheck__(cls, sub):
        return "Duck" in sub.__name__


class Duck(metaclass=Checker):
    pass


class Quacker:
    quack = 1


class RubberDuck:
    pass


print(isinstance(Quacker(), Duck), isinstance(3, Duck), issubclass(RubberDuck, Duck), issubclass(int, Duck))


class M1(type):
    pass


class M2(type):
    pass


class X1(metaclass=M1):
    pass


class X2(metaclass=M2):
    pass


try:

    class X3(X1, X2):
        pass

except TypeError as e:
    print(e)


def factory(name, bases, namespace):
    return name, len(bases), sorted(k for k in namespace if not k.startswith("__"))


class NotAClass(metaclass=factory):
    x = 1
    y = 2


print(NotAClass)
T = type("T", (Base,), {"z": 3, "get": lambda self: self.z})
print(T(1).get(), T.__name__, T.__mro__)
