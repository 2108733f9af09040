"""Weak references: proxies, containers that do not keep what they hold, finalizers."""

import atexit
import operator
import sys
from _weakref import ReferenceType, getweakrefcount, getweakrefs

ref = ReferenceType


class ProxyType:
    """Stands for its object in all that is done with it."""

    __slots__ = ("_ref", "__weakref__")

    def __init__(self, target, callback=None):
        if callback is None:
            reference = ReferenceType(target)
        else:

            def reference_is_dead(_):
                callback(self)

            reference = ReferenceType(target, reference_is_dead)
        object.__setattr__(self, "_ref", reference)

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        target = _ref_of(self)()
        name = type(target).__name__
        return f"<weakproxy at {_address(self)} to {name} at {_address(target)}>"

    def __setitem__(self, key, value):
        _target(self)[key] = value

    __hash__ = None


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def _address(value):
    return hex(id(value))


def _ref_of(proxy):
    return object.__getattribute__(proxy, "_ref")


def _target(proxy):
    target = _ref_of(proxy)()
    if target is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return target


def _behind(value):
    return _target(value) if type(value) in ProxyTypes else value


def _unary(function):
    return lambda self: function(_target(self))


def _binary(function):
    return lambda self, other: function(_target(self), _behind(other))


def _reflected(function):
    return lambda self, other: function(other, _target(self))


def _forward():
    for function in (str, bytes, bool, len, iter, next, reversed, int, float, operator.neg,
                     operator.pos, operator.abs, operator.invert, operator.index):
        setattr(ProxyType, f"__{function.__name__.strip('_')}__", _unary(function))
    for function in (format, divmod, operator.contains, operator.getitem, operator.delitem,
                     operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        setattr(ProxyType, f"__{function.__name__.strip('_')}__", _binary(function))
    for function in (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv,
                     operator.mod, operator.pow, operator.matmul, operator.and_, operator.or_,
                     operator.xor, operator.lshift, operator.rshift):
        name = function.__name__.strip("_")
        setattr(ProxyType, f"__{name}__", _binary(function))
        setattr(ProxyType, f"__r{name}__", _reflected(function))


_forward()


def proxy(object, callback=None, /):
    if callable(object):
        return CallableProxyType(object, callback)
    return ProxyType(object, callback)


class WeakMethod(ReferenceType):
    """A weak reference to a bound method: it lives as long as its object."""

    def __new__(cls, meth, callback=None):
        try:
            target = meth.__self__
            func = meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        state = []

        def is_dead(_):
            self = state[0]() if state else None
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ReferenceType.__new__(cls, target, is_dead)
        self._func_ref = ReferenceType(func, is_dead)
        self._meth_type = type(meth)
        self._alive = True
        state.append(ReferenceType(self))
        return self

    def __init__(self, meth, callback=None):
        pass

    def __call__(self):
        target = super().__call__()
        func = self._func_ref()
        if target is None or func is None:
            return None
        return getattr(target, func.__name__) if not callable(func) else self._bind(func, target)

    def _bind(self, func, target):
        return self._meth_type(func, target)

    def __eq__(self, other):
        if isinstance(other, WeakMethod):
            if not self._alive or not other._alive:
                return self is other
            return ReferenceType.__eq__(self, other) and self._func_ref == other._func_ref
        return NotImplemented

    def __ne__(self, other):
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def __hash__(self):
        return ReferenceType.__hash__(self)


class KeyedRef(ReferenceType):
    """A reference that knows the key of its object."""

    def __new__(cls, ob, callback, key):
        self = super().__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


_absent = object()


class WeakValueDictionary(metaclass=type):
    """A mapping whose entries go when nobody else has their value."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        self_ref = ReferenceType(self)

        def remove(reference):
            self = self_ref()
            if self is not None and self.data.get(reference.key) is reference:
                del self.data[reference.key]

        self._remove = remove
        self.update(other, **kw)

    def _ref(self, key, value):
        return KeyedRef(value, self._remove, key)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = self._ref(key, value)

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        reference = self.data.get(key)
        return reference is not None and reference() is not None

    def __iter__(self):
        return self.keys()

    def __repr__(self):
        return f"<{type(self).__name__} at {_address(self)}>"

    def get(self, key, default=None):
        reference = self.data.get(key)
        value = reference() if reference is not None else None
        return default if value is None else value

    def keys(self):
        for key, reference in list(self.data.items()):
            if reference() is not None:
                yield key

    def values(self):
        for reference in list(self.data.values()):
            value = reference()
            if value is not None:
                yield value

    def items(self):
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def itervaluerefs(self):
        yield from list(self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def pop(self, key, default=_absent):
        reference = self.data.pop(key, None)
        value = reference() if reference is not None else None
        if value is not None:
            return value
        if default is _absent:
            raise KeyError(key)
        return default

    def popitem(self):
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is not None:
            return value
        self[key] = default
        return default

    def update(self, other=(), /, **kw):
        if hasattr(other, "items"):
            other = other.items()
        for key, value in other:
            self[key] = value
        for key, value in kw.items():
            self[key] = value

    def clear(self):
        self.data.clear()

    def copy(self):
        return WeakValueDictionary(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        deepcopy = sys.modules["copy"].deepcopy
        return WeakValueDictionary([(deepcopy(key, memo), value) for key, value in self.items()])

    def __or__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    def __eq__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None


class WeakKeyDictionary(metaclass=type):
    """A mapping whose entries go when nobody else has their key."""

    def __init__(self, dict=None):
        self.data = {}
        self_ref = ReferenceType(self)

        def remove(reference):
            self = self_ref()
            if self is not None:
                self.data.pop(reference, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ReferenceType(key)]

    def __setitem__(self, key, value):
        self.data[ReferenceType(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ReferenceType(key)]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        try:
            reference = ReferenceType(key)
        except TypeError:
            return False
        return reference in self.data

    def __iter__(self):
        return self.keys()

    def __repr__(self):
        return f"<{type(self).__name__} at {_address(self)}>"

    def get(self, key, default=None):
        return self.data.get(ReferenceType(key), default)

    def keys(self):
        for reference in list(self.data):
            key = reference()
            if key is not None:
                yield key

    def values(self):
        for reference, value in list(self.data.items()):
            if reference() is not None:
                yield value

    def items(self):
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def keyrefs(self):
        return list(self.data)

    def pop(self, key, *args):
        return self.data.pop(ReferenceType(key), *args)

    def popitem(self):
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def setdefault(self, key, default=None):
        return self.data.setdefault(ReferenceType(key, self._remove), default)

    def update(self, dict=None, /, **kwargs):
        if dict is not None:
            if hasattr(dict, "items"):
                dict = dict.items()
            for key, value in dict:
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def clear(self):
        self.data.clear()

    def copy(self):
        return WeakKeyDictionary(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        deepcopy = sys.modules["copy"].deepcopy
        made = WeakKeyDictionary()
        for key, value in self.items():
            made[key] = deepcopy(value, memo)
        return made

    def __or__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    def __eq__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None


class WeakSet(metaclass=type):
    """A set whose items go when nobody else has them."""

    def __init__(self, data=None):
        self.data = set()
        self_ref = ReferenceType(self)

        def remove(reference):
            self = self_ref()
            if self is not None:
                self.data.discard(reference)

        self._remove = remove
        if data is not None:
            self.update(data)

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            reference = ReferenceType(item)
        except TypeError:
            return False
        return reference in self.data

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        self.data.add(ReferenceType(item, self._remove))

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    def pop(self):
        while True:
            try:
                reference = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = reference()
            if item is not None:
                return item

    def remove(self, item):
        self.data.remove(ReferenceType(item))

    def discard(self, item):
        self.data.discard(ReferenceType(item))

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def _items(self):
        return {item for item in self}

    def difference(self, other):
        return type(self)(self._items() - set(other))

    def __sub__(self, other):
        return self.difference(other)

    def difference_update(self, other):
        for item in list(other):
            self.discard(item)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    def __and__(self, other):
        return self.intersection(other)

    def intersection_update(self, other):
        kept = set(other)
        for item in list(self):
            if item not in kept:
                self.discard(item)

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def issubset(self, other):
        return self._items().issubset(set(other))

    def __le__(self, other):
        return self.issubset(other)

    def __lt__(self, other):
        return self._items() < set(other)

    def issuperset(self, other):
        return self._items().issuperset(set(other))

    def __ge__(self, other):
        return self.issuperset(other)

    def __gt__(self, other):
        return self._items() > set(other)

    def symmetric_difference(self, other):
        return type(self)(self._items() ^ set(other))

    def __xor__(self, other):
        return self.symmetric_difference(other)

    def symmetric_difference_update(self, other):
        for item in list(other):
            if item in self:
                self.discard(item)
            else:
                self.add(item)

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def union(self, other):
        return type(self)(item for items in (self, other) for item in items)

    def __or__(self, other):
        return self.union(other)

    def isdisjoint(self, other):
        return len(self.intersection(other)) == 0

    def __eq__(self, other):
        if not isinstance(other, WeakSet):
            return NotImplemented
        return self.data == other.data

    __hash__ = None


class finalize:
    """A call that is made when its object ends, or the program does."""

    __slots__ = ()

    _registry = {}
    _numbers = [0]
    _is_registered = [False]

    def __init__(self, obj, func, /, *args, **kwargs):
        info = _FinalizeInfo()
        info.weakref = ReferenceType(obj, self)
        info.func = func
        info.args = args
        info.kwargs = kwargs or None
        info.atexit = True
        self._numbers[0] += 1
        info.index = self._numbers[0]
        self._registry[self] = info
        if not self._is_registered[0]:
            self._is_registered[0] = True
            atexit.register(self._exit)

    def __call__(self, _=None):
        info = self._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **(info.kwargs or {}))

    def detach(self):
        info = self._registry.get(self)
        obj = info.weakref() if info is not None else None
        if obj is not None and self._registry.pop(self, None):
            return (obj, info.func, info.args, info.kwargs or {})

    def peek(self):
        info = self._registry.get(self)
        obj = info.weakref() if info is not None else None
        if obj is not None:
            return (obj, info.func, info.args, info.kwargs or {})

    @property
    def alive(self):
        return self in self._registry

    @property
    def atexit(self):
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = self._registry.get(self)
        if info is not None:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        obj = info.weakref() if info is not None else None
        name = type(self).__name__
        if obj is None:
            return f"<{name} object at {_address(self)}; dead>"
        return (
            f"<{name} object at {_address(self)}; "
            f"for {type(obj).__name__!r} at {_address(obj)}>"
        )

    @classmethod
    def _exit(cls):
        while True:
            pending = [(info.index, f) for f, info in cls._registry.items() if info.atexit]
            if not pending:
                return
            pending.sort(key=lambda pair: pair[0])
            _, last = pending[-1]
            last()


class _FinalizeInfo:
    __slots__ = ("weakref", "func", "args", "kwargs", "atexit", "index")
