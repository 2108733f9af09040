# __getattr__, __getattribute__, __setattr__, __delattr__, descriptors, __slots__, __init_subclass__.
class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "target", target)

    def __getattr__(self, name):
        if name.startswith("no_"):
            raise AttributeError(f"refused: {name}")
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        print("set", name, value)
        setattr(self.target, name, value)

    def __delattr__(self, name):
        print("del", name)
        delattr(self.target, name)


class Plain:
    def __init__(self):
        self.a = 1

    def method(self):
        return self.a


p = Proxy(Plain())
print(p.a, p.method())
p.b = 5
print(p.b, p.target.__dict__, hasattr(p, "no_such"), getattr(p, "no_x", "default"))
del p.b
try:
    p.b
except AttributeError as e:
    print(e)
try:
    p.no_way
except AttributeError as e:
    print(e)


class Counting:
    reads = 0

    def __getattribute__(self, name):
        Counting.reads += 1
        return super().__getattribute__(name)

    def f(self):
        return self.x

    x = 3


c = Counting()
print(c.f(), Counting.reads)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("named", owner.__name__, name)

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.name, None)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        delattr(obj, self.name)


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name, age):
        self.name = name
        self.age = age


someone = Person("Ann", 30)
print(someone.name, someone.age, someone.__dict__, Person.name.kind)
try:
    someone.age = "old"
except TypeError as e:
    print(e)
del someone.age
print(someone.age)


class NonData:
    def __get__(self, obj, owner):
        return "computed"


class Holder:
    attr = NonData()


h = Holder()
print(h.attr)
h.attr = "own"
print(h.attr, Holder.attr)


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


s = Slotted(1)
s.y = 2
print(s.x, s.y, hasattr(s, "__dict__"))
for name in ("y", "z"):
    try:
        delattr(s, name)
        print(getattr(s, name))
    except AttributeError as e:
        print(e)
try:
    s.z = 1
except AttributeError as e:
    print(str(e)[:35])


class Open(Slotted):
    pass


o = Open(4)
o.free = 5
print(o.x, o.free, o.__dict__)


class Plugin:
    known = []

    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag
        Plugin.known.append(cls.__name__)


class One(Plugin, tag="first"):
    pass


class Two(One):
    pass


print(Plugin.known, One.tag, Two.tag)
try:

    class Three(Plugin, unknown=1):
        pass

except TypeError as e:
    print(e)


class Private:
    def __init__(self):
        self.__secret = 1

    def get(self):
        return self.__secret

    def __hidden(self):
        return "hidden"

    def call(self):
        return self.__hidden()


class Sub(Private):
    def __init__(self):
        super().__init__()
        self.__secret = 2


q = Sub()
print(q.get(), q._Private__secret, q._Sub__secret, q.call(), sorted(q.__dict__))


class Once:
    made = None

    def __new__(cls, *args):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made

    def __init__(self, n):
        self.n = n


print(Once(1) is Once(2), Once.made.n)


class Other:
    def __new__(cls):
        return 42


print(Other())


class Callable:
    def __call__(self, *args, **kwargs):
        return args, kwargs


print(Callable()(1, 2, a=3))
