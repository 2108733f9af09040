"""Shallow and deep copies."""

from copyreg import dispatch_table, _set_state


class Error(Exception):
    pass


error = Error

_atomic = {
    type(None), int, float, bool, bytes, str, type, range, slice, type(Ellipsis),
    type(NotImplemented), type(len), type(lambda: None), property,
}

try:
    _atomic.add(complex)
except NotImplementedError:
    pass


def _reduction(x, cls):
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor is not None:
        return reductor()
    raise Error(f"un(deep)copyable object of type {cls}")


def copy(x):
    cls = type(x)
    if cls in _atomic or cls is tuple or cls is frozenset:
        return x
    if cls is list or cls is dict or cls is set:
        return x.copy()
    if cls is bytearray:
        return x[:]
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    reduced = _reduction(x, cls)
    if isinstance(reduced, str):
        return x
    return _reconstruct(x, None, *reduced)


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _atomic:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        known = memo.get(key, _nil)
        if known is not _nil:
            return known
    if cls is list:
        made = []
        memo[key] = made
        for item in x:
            made.append(deepcopy(item, memo))
        _keep(x, memo)
        return made
    if cls is dict:
        made = {}
        memo[key] = made
        for name, item in x.items():
            made[deepcopy(name, memo)] = deepcopy(item, memo)
        _keep(x, memo)
        return made
    if cls is tuple:
        return _deepcopy_tuple(x, memo)
    if issubclass(cls, type):
        return x
    copier = getattr(x, "__deepcopy__", None)
    if copier is not None:
        made = copier(memo)
    elif hasattr(x, "__func__") and hasattr(x, "__self__"):
        made = type(x)(x.__func__, deepcopy(x.__self__, memo))
    else:
        reduced = _reduction(x, cls)
        if isinstance(reduced, str):
            made = x
        else:
            made = _reconstruct(x, memo, *reduced)
    if made is not x:
        memo[key] = made
        _keep(x, memo)
    return made


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # A tuple that contains itself was copied on the way.
    known = memo.get(id(x))
    if known is not None:
        return known
    for old, new in zip(x, items):
        if old is not new:
            made = tuple(items)
            memo[id(x)] = made
            _keep(x, memo)
            return made
    return x


# The originals live as long as the memo, or another object could get the id of one.
def _keep(x, memo):
    kept = memo.get(id(memo))
    if kept is None:
        memo[id(memo)] = [x]
    else:
        kept.append(x)


def _reconstruct(x, memo, func, args, state=None, items=None, pairs=None, setter=None):
    deep = memo is not None
    if deep and args:
        args = tuple([deepcopy(arg, memo) for arg in args])
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(made, "__setstate__"):
            made.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                _set_state(made, state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(made, name, value)
    if items is not None:
        for item in items:
            made.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            made[key] = value
    return made


def replace(obj, /, **changes):
    cls = obj.__class__
    func = getattr(cls, "__replace__", None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)
