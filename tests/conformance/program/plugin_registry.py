# Decorators with arguments, registries, descriptors, __init_subclass__, class methods.
import functools


class Registry:
    def __init__(self):
        self.known = {}

    def register(self, name=None, *, priority=0):
        def decorate(function):
            key = name or function.__name__
            if key in self.known:
                raise KeyError(f"{key} is known")
            self.known[key] = (priority, function)
            return function

        return decorate

    def __iter__(self):
        return iter(sorted(self.known, key=lambda key: (-self.known[key][0], key)))

    def __getitem__(self, key):
        return self.known[key][1]

    def __contains__(self, key):
        return key in self.known


commands = Registry()


@commands.register()
def shout(text):
    """Make it loud."""
    return text.upper()


@commands.register("twice", priority=5)
def repeat(text, times=2):
    return text * times


def logged(prefix):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            wrapper.calls += 1
            result = function(*args, **kwargs)
            log.append(f"{prefix}{function.__name__}{args}{kwargs or ''} -> {result!r}")
            return result

        wrapper.calls = 0
        return wrapper

    return decorate


log = []


@logged("> ")
def add(a, b=1):
    """Adds."""
    return a + b


print(list(commands), commands["twice"]("ab"), commands["shout"]("x"), "nope" in commands)
print(add(1), add(2, b=5), add.__name__, add.__doc__, add.calls, shout.__doc__)
print("\n".join(log))
try:
    commands.register("twice")(shout)
except KeyError as e:
    print(e)


class Positive:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        return self if obj is None else obj.__dict__.get(self.name, 0)

    def __set__(self, obj, value):
        if value < 0:
            raise ValueError(f"{self.name} must not be negative")
        obj.__dict__[self.name] = value


class Shape:
    kinds = {}

    def __init_subclass__(cls, kind=None, **kwargs):
        super().__init_subclass__(**kwargs)
        if kind:
            Shape.kinds[kind] = cls

    @classmethod
    def make(cls, kind, *args):
        return cls.kinds[kind](*args)

    def __repr__(self):
        return f"{type(self).__name__}({self.area()})"


class Square(Shape, kind="square"):
    side = Positive()

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


class Box(Square, kind="box"):
    height = Positive()

    def __init__(self, side, height):
        super().__init__(side)
        self.height = height

    def area(self):
        return super().area() * 2 + 4 * self.side * self.height


print([Shape.make("square", 3), Shape.make("box", 2, 5)], sorted(Shape.kinds))
try:
    Shape.make("box", 1, -1)
except ValueError as e:
    print(e)
print(isinstance(Square.__dict__["side"], Positive), Square(2).side, vars(Box(1, 2)))
