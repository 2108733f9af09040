"""Plugins that register themselves, typed settings by descriptors, hooks with priorities."""
import functools
import inspect
import operator
import re
import weakref
from collections import ChainMap
from contextlib import contextmanager
from enum import Flag, IntEnum, StrEnum, auto
from types import MappingProxyType, SimpleNamespace


class Level(IntEnum):
    LOW = 1
    MIDDLE = 5
    HIGH = 10

    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str):
            for member in cls:
                if member.name.lower() == value.lower():
                    return member
        return None


class Access(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    ALL = READ | WRITE | RUN


class State(StrEnum):
    NEW = auto()
    READY = "is-ready"


class Setting:
    def __init__(self, kind, default=None, *, check=None):
        self.kind, self.default, self.check = kind, default, check

    def __set_name__(self, owner, name):
        self.name = name
        owner._settings = {**getattr(owner, "_settings", {}), name: self}

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{type(instance).__name__}.{self.name} wants {self.kind.__name__}, got {value!r}")
        if self.check and not self.check(value):
            raise ValueError(f"{self.name}={value!r} refused")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        try:
            del instance.__dict__[self.name]
        except KeyError:
            raise AttributeError(self.name) from None


class Plugin:
    registry = {}
    access = Access.READ

    def __init_subclass__(cls, /, name=None, level=Level.MIDDLE, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.name = name or re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        cls.level = Level(level)
        Plugin.registry[cls.name] = cls

    def __init__(self, **settings):
        for key, value in settings.items():
            if key not in self._settings:
                raise AttributeError(f"{self.name} has no setting {key!r}")
            setattr(self, key, value)

    def __repr__(self):
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._settings)
        return f"{type(self).__qualname__}({shown})"

    def __call__(self, text):
        return self.transform(text)

    def __or__(self, other):
        return Chain([self, other])


class Chain:
    def __init__(self, plugins):
        self.plugins = list(plugins)

    def __or__(self, other):
        return Chain([*self.plugins, other])

    def __call__(self, text):
        return functools.reduce(lambda value, plugin: plugin(value), self.plugins, text)

    def __iter__(self):
        return iter(self.plugins)


class UpperCase(Plugin, level="high"):
    every = Setting(int, 1, check=lambda n: n > 0)

    def transform(self, text):
        return "".join(c.upper() if i % self.every == 0 else c for i, c in enumerate(text))


class Repeat(Plugin, name="again"):
    times = Setting(int, 2)
    glue = Setting(str, "")
    access = Access.READ | Access.WRITE

    def transform(self, text):
        return self.glue.join([text] * self.times)


class RepeatLoud(Repeat, UpperCase):
    def transform(self, text):
        return UpperCase.transform(self, super().transform(text)) + "!"


class Hooks:
    def __init__(self):
        self._hooks = {}
        self._seen = weakref.WeakKeyDictionary()

    def on(self, event, *, level=Level.LOW):
        def register(function):
            self._hooks.setdefault(event, []).append((level, function))
            self._hooks[event].sort(key=operator.itemgetter(0), reverse=True)
            return function
        return register

    def fire(self, event, *args, **kwargs):
        results = []
        for level, function in self._hooks.get(event, ()):
            bound = inspect.signature(function).bind(*args, **kwargs)
            bound.apply_defaults()
            results.append((level.name, function(*bound.args, **bound.kwargs)))
        return results

    @contextmanager
    def muted(self, event):
        kept = self._hooks.pop(event, [])
        try:
            yield len(kept)
        finally:
            self._hooks[event] = kept


print(sorted(Plugin.registry), [cls.level for cls in Plugin.registry.values()], RepeatLoud.__mro__[1].__name__)
chain = UpperCase(every=2) | Repeat(glue="-") | str.title
print(chain("abcd"), [getattr(p, "name", p) is not None for p in chain], RepeatLoud(times=3)("xyz"))
print(Repeat(times=4), list(RepeatLoud._settings), UpperCase.every.kind, Repeat.__dict__["times"].name)
p = Repeat()
p.times = 7
print(p.times, vars(p))
del p.times
print(p.times, vars(p))
for attempt in [lambda: UpperCase(every="x"), lambda: UpperCase(every=0), lambda: Repeat(size=1),
                lambda: Level("medium"), lambda: delattr(p, "times")]:
    try:
        attempt()
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)
print(Level("MIDDLE") > Level.LOW, Level.HIGH + 1, f"{Level.LOW} {Level.LOW!r}", State.READY, State("new") is State.NEW)
print(Access.ALL, Access.READ | Access.RUN, Access.WRITE in Repeat.access, ~Access.READ, Access(3), bool(Access(0)))
print([member.name for member in Access.ALL], len(Access), Access["RUN"].value)

hooks = Hooks()


@hooks.on("save", level=Level.HIGH)
def check(path, *, force=False):
    return path if force else path.lower()


@hooks.on("save")
def note(path, force=None, *rest):
    return f"{path}/{force}/{rest}"


print(hooks.fire("save", "A.TXT"), hooks.fire("save", "B", force=True), hooks.fire("nothing"))
with hooks.muted("save") as count:
    print(count, hooks.fire("save", "c"))
try:
    hooks.fire("save")
except TypeError as error:
    print(error)
view = MappingProxyType(Plugin.registry)
try:
    view["x"] = 1
except TypeError as error:
    print(error)
settings = ChainMap({"a": 1}, {"a": 2, "b": 3})
settings["c"] = 4
print(dict(sorted(settings.items())), settings.parents["a"], SimpleNamespace(x=1, y=[2]) == SimpleNamespace(y=[2], x=1))
print(inspect.signature(Setting.__init__), inspect.signature(hooks.on), check.__kwdefaults__, note.__defaults__)
