class Temperature:
    count = 0

    def __init__(self, celsius):
        self._celsius = celsius
        Temperature.count += 1

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("too cold")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleted")
        self._celsius = 0

    @property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32

    @staticmethod
    def from_f(f, digits=2):
        return round((f - 32) * 5 / 9, digits)

    @classmethod
    def freezing(cls, *more):
        return cls(0), cls.__name__, more

    @classmethod
    def total(cls):
        return cls.count


class Named(Temperature):
    def __init__(self, celsius, name="n"):
        super().__init__(celsius)
        self.name = name

    @property
    def fahrenheit(self):
        return "F" + str(self._celsius)

    @staticmethod
    def from_f(f):
        return "named", f


t = Temperature(20)
print(t.celsius, t.fahrenheit, t._celsius)
t.celsius = 30
t.celsius += 5
print(t.celsius, Temperature.from_f(212), t.from_f(32, digits=1))
del t.celsius
print(t.celsius)
cold, name, more = Temperature.freezing(1, 2)
print(cold.celsius, name, more, Temperature.total(), t.total())
n = Named(1)
print(n.fahrenheit, n.celsius, n.from_f(3), Named.from_f(4), Named.freezing()[0].name, Named.freezing()[1])
n.celsius = 7
print(n.celsius, n.fahrenheit, Named.total())
for thing in [t, n]:
    print(thing.fahrenheit, thing.celsius, thing.from_f(50))
    thing.celsius = 1.5
    print(thing.celsius)


def set_fahrenheit():
    t.fahrenheit = 1


def delete_fahrenheit():
    del t.fahrenheit


def too_cold():
    t.celsius = -300


for work in [set_fahrenheit, delete_fahrenheit, too_cold, lambda: n.missing]:
    try:
        work()
    except (AttributeError, ValueError) as error:
        print(type(error).__name__, error)


class Old:
    def __init__(self):
        self.hidden = [1]

    def _get(self):
        return self.hidden

    def _set(self, value):
        self.hidden = [value]

    value = property(_get, _set)
    only_set = property(fset=_set)
    plain = staticmethod(len)
    make = classmethod(lambda cls, x: (cls.__name__, x))


o = Old()
o.value = 5
o.value.append(6)
o.only_set = 8
print(o.value, o.plain("four"), Old.plain([]), o.make(1), Old.make(2))
try:
    o.only_set
except AttributeError as error:
    print(error)
print(isinstance(Old.value, property), type(Old.__init__).__name__, getattr(o, "value"), hasattr(o, "value"))
setattr(o, "value", 9)
print(o.value)


class Stack:
    def __init__(self):
        self._items = []

    @property
    def top(self):
        return self._items[-1]

    @property
    def size(self):
        return len(self._items)

    def push(self, item):
        self._items.append(item)
        return self


s = Stack().push(1).push(2)
total = 0
for i in range(100):
    s.push(i)
    total += s.top * s.size
print(total, s.top, s.size)
try:
    Stack().top
except IndexError as error:
    print(error)


def logged(f):
    def call(self, *args):
        return f.__name__, f(self, *args)

    return call


class Mixed:
    @property
    @logged
    def both(self):
        return 1

    @staticmethod
    @logged
    def static(x):
        return x * 2

    @classmethod
    def create(cls):
        made = cls()
        made.extra = 3
        return made


print(Mixed().both, Mixed.static(4), Mixed.create().extra)
