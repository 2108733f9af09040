"""Variables that each task has for itself."""

__all__ = ["Context", "ContextVar", "Token", "copy_context"]


class Context:
    """What the context variables hold."""

    def __init__(self):
        self._values = {}  # never changed, only replaced: copies share it
        self._is_entered = False

    def run(self, callable, *args, **kwargs):
        if self._is_entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        before = _current.context
        self._is_entered = True
        _current.context = self
        try:
            return callable(*args, **kwargs)
        finally:
            _current.context = before
            self._is_entered = False

    def copy(self):
        new = Context()
        new._values = self._values
        return new

    def __getitem__(self, var):
        return self._values[_checked(var)]

    def __contains__(self, var):
        return _checked(var) in self._values

    def get(self, var, default=None):
        return self._values.get(_checked(var), default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


def _checked(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f"a ContextVar key was expected, got {var!r}")
    return var


class _Current:
    def __init__(self):
        self.context = Context()


_current = _Current()


class Token:
    """What a variable held before it was set."""

    MISSING = "<Token.MISSING>"

    def __init__(self, context, var, old_value):
        self._context = context
        self._var = var
        self._old_value = old_value
        self._is_used = False

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old_value

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self._var.reset(self)


_absent = object()


class ContextVar:
    """A variable whose value belongs to the context."""

    def __init__(self, name, *, default=_absent):
        self._name = name
        self._default = default

    @property
    def name(self):
        return self._name

    def get(self, default=_absent):
        found = _current.context._values.get(self, _absent)
        if found is not _absent:
            return found
        if default is not _absent:
            return default
        if self._default is _absent:
            raise LookupError(self)
        return self._default

    def set(self, value):
        context = _current.context
        token = Token(context, self, context._values.get(self, Token.MISSING))
        context._values = {**context._values, self: value}
        return token

    def reset(self, token):
        if token._is_used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token._var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _current.context
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._is_used = True
        values = dict(context._values)
        if token._old_value is Token.MISSING:
            values.pop(self, None)
        else:
            values[self] = token._old_value
        context._values = values


def copy_context():
    return _current.context.copy()
