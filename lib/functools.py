"""Tools for functions: caches, partial calls, generic functions, decorators."""

from _functools import cmp_to_key, partial, reduce, _lru_cache_wrapper

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering",
    "cache", "cmp_to_key", "lru_cache", "reduce", "partial", "partialmethod", "singledispatch",
    "singledispatchmethod", "cached_property", "Placeholder",
]

WRAPPER_ASSIGNMENTS = (
    "__module__", "__name__", "__qualname__", "__doc__", "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a wrapper look like what it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that calls update_wrapper."""
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


# ---- total_ordering: each derived operator from the one that the class has

def _negated(result):
    return result if result is NotImplemented else not result


def _derive_from_lt(cls):
    def __gt__(self, other):
        less = type(self).__lt__(self, other)
        return less if less is NotImplemented else not less and self != other

    def __le__(self, other):
        less = type(self).__lt__(self, other)
        return less if less is NotImplemented else less or self == other

    def __ge__(self, other):
        return _negated(type(self).__lt__(self, other))

    return __gt__, __le__, __ge__


def _derive_from_le(cls):
    def __ge__(self, other):
        less = type(self).__le__(self, other)
        return less if less is NotImplemented else not less or self == other

    def __lt__(self, other):
        less = type(self).__le__(self, other)
        return less if less is NotImplemented else less and self != other

    def __gt__(self, other):
        return _negated(type(self).__le__(self, other))

    return __ge__, __lt__, __gt__


def _derive_from_gt(cls):
    def __lt__(self, other):
        more = type(self).__gt__(self, other)
        return more if more is NotImplemented else not more and self != other

    def __ge__(self, other):
        more = type(self).__gt__(self, other)
        return more if more is NotImplemented else more or self == other

    def __le__(self, other):
        return _negated(type(self).__gt__(self, other))

    return __lt__, __ge__, __le__


def _derive_from_ge(cls):
    def __le__(self, other):
        more = type(self).__ge__(self, other)
        return more if more is NotImplemented else not more or self == other

    def __gt__(self, other):
        more = type(self).__ge__(self, other)
        return more if more is NotImplemented else more and self != other

    def __lt__(self, other):
        return _negated(type(self).__ge__(self, other))

    return __le__, __gt__, __lt__


def total_ordering(cls):
    """Adds the comparisons that a class lacks."""
    names = ("__lt__", "__le__", "__gt__", "__ge__")
    own = [name for name in names if getattr(cls, name, None) is not getattr(object, name, None)]
    if not own:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    if "__lt__" in own:
        derived = _derive_from_lt(cls)
    elif "__le__" in own:
        derived = _derive_from_le(cls)
    elif "__gt__" in own:
        derived = _derive_from_gt(cls)
    else:
        derived = _derive_from_ge(cls)
    for function in derived:
        if function.__name__ not in own:
            setattr(cls, function.__name__, function)
    return cls


# ---- caches

class _CacheInfo(tuple):
    """hits, misses, maxsize and currsize of a cache."""

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return (f"CacheInfo(hits={self[0]}, misses={self[1]}, maxsize={self[2]}, "
                f"currsize={self[3]})")


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def lru_cache(maxsize=128, typed=False):
    """A decorator that keeps the results of the most recent calls."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function):
        return _cached(function, maxsize, typed)
    return decorate


def cache(user_function, /):
    """A decorator that keeps the results of all calls."""
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A method whose result becomes an attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            kept = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {name!r} property.") from None
        if name in kept:
            return kept[name]
        value = self.func(instance)
        kept[name] = value
        return value


# ---- partial methods

class _PlaceholderType:
    """The type of the Placeholder sentinel."""

    __slots__ = ()

    def __repr__(self):
        return "Placeholder"

    def __reduce__(self):
        return "Placeholder"


Placeholder = _PlaceholderType()


class partialmethod:
    """A method that is called with some arguments given."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        shown = [repr(self.func)] + [repr(arg) for arg in self.args]
        shown += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"functools.partialmethod({', '.join(shown)})"

    def __get__(self, instance, owner=None):
        getter = getattr(type(self.func), "__get__", None)
        is_plain = isinstance(self.func, type(wraps))
        if getter is not None and not is_plain:
            bound = self.func.__get__(instance, owner)
            if bound is not self.func:
                return partial(bound, *self.args, **self.keywords)
        func, args, keywords = self.func, self.args, self.keywords
        if instance is None:
            def method(self, /, *rest, **more):
                return func(self, *args, *rest, **{**keywords, **more})
        else:
            def method(*rest, **more):
                return func(instance, *args, *rest, **{**keywords, **more})
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


# ---- generic functions

def _merge_orders(orders):
    """The merge of C3; RuntimeError where the orders disagree."""
    merged = []
    while True:
        orders = [order for order in orders if order]
        if not orders:
            return merged
        for order in orders:
            head = order[0]
            if not any(head in other[1:] for other in orders):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        merged.append(head)
        orders = [order[1:] if order[0] is head else order for order in orders]


def _order_with(cls, abcs):
    """The order of look-up of a class in which registered abstract classes have their place."""
    boundary = 0
    for place, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, "__abstractmethods__"):
            boundary = len(cls.__bases__) - place
            break
    explicit, others = list(cls.__bases__[:boundary]), list(cls.__bases__[boundary:])
    implied = [base for base in abcs if issubclass(cls, base)
               and not any(issubclass(b, base) for b in cls.__bases__)]
    rest = [base for base in abcs if base not in implied]
    orders = [_order_with(base, rest) for base in explicit + implied + others]
    return _merge_orders([[cls]] + orders + [explicit, implied, others])


def _order_of(cls, types):
    own = set(cls.__mro__)

    def is_related(kind):
        return kind not in own and hasattr(kind, "__mro__") and issubclass(cls, kind)

    types = [kind for kind in types if is_related(kind)]
    types = [kind for kind in types
             if not any(kind is not other and kind in other.__mro__ for other in types)]
    wanted = []
    for kind in types:
        found = []
        for sub in kind.__subclasses__():
            if sub not in own and issubclass(cls, sub):
                found.append([s for s in sub.__mro__ if s in types])
        if not found:
            wanted.append(kind)
            continue
        found.sort(key=len, reverse=True)
        for sub in found:
            for subclass in sub:
                if subclass not in wanted:
                    wanted.append(subclass)
    return _order_with(cls, wanted)


def _find_implementation(cls, registry):
    order = _order_of(cls, list(registry))
    match = None
    for kind in order:
        if match is not None:
            # Two abstract classes that say nothing about each other.
            if (kind in registry and kind not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, kind)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {kind}")
            break
        if kind in registry:
            match = kind
    return registry.get(match)


def _union_members(kind):
    return getattr(kind, "__args__", None) if type(kind) is type(int | str) else None


def _is_dispatch_type(kind):
    if isinstance(kind, type):
        return True
    members = _union_members(kind)
    return members is not None and all(isinstance(member, type) for member in members)


def singledispatch(func):
    """A function whose implementation is chosen by the type of the first argument."""
    registry = {}
    chosen = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        try:
            return chosen[cls]
        except KeyError:
            pass
        implementation = registry[cls] if cls in registry else _find_implementation(cls, registry)
        chosen[cls] = implementation
        return implementation

    def register(cls, func=None):
        if _is_dispatch_type(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class "
                                "or union type.")
            hints = getattr(cls, "__annotations__", {})
            if not hints:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either "
                                "`@register(some_class)` or plain `@register` on an annotated "
                                "function.")
            func = cls
            if any(isinstance(hint, str) for hint in hints.values()):
                from typing import get_type_hints

                hints = get_type_hints(func)
            argument, cls = next(iter(hints.items()))
            if not _is_dispatch_type(cls):
                what = "not a class." if _union_members(cls) is None else "not all classes."
                raise TypeError(f"Invalid annotation for {argument!r}. {cls!r} is {what}")
        for kind in _union_members(cls) or (cls,):
            registry[kind] = func
        chosen.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = chosen.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """The same for methods: the type of the first argument after self chooses."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, "__name__", "singledispatchmethod method")

        def method(*args, **kwargs):
            if not args:
                raise TypeError(f"{name} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        update_wrapper(method, self.func)
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
