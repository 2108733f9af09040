"""How objects of certain classes are taken apart for copying and pickling."""

from _copyreg import __newobj__, __newobj_ex__, _set_state

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


def _pickle_complex(c):
    return complex, (c.real, c.imag)


pickle(complex, _pickle_complex, complex)


def _pickle_union(union):
    import functools
    import operator

    return functools.reduce, (operator.or_, union.__args__)


pickle(type(int | str), _pickle_union)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


def _reduce_ex(self, proto):
    cls = self.__class__
    base = object
    for known in cls.__mro__:
        if known in (int, float, str, bytes, tuple, list, dict):
            base = known
            break
    if base is cls:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    args = (cls, base, None if base is object else base(self))
    if type(self).__getstate__ is object.__getstate__ and getattr(self, "__slots__", None):
        raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be "
                        f"pickled with protocol {proto}")
    state = self.__getstate__()
    return (_reconstructor, args, state) if state else (_reconstructor, args)


_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}
