"""Classes like the ones CPython's C code makes for named tuples of the system: `time.struct_time`, `os.stat_result`."""


def _field(index):
    def get(self):
        return tuple.__getitem__(self, index) if index < type(self).n_sequence_fields else self._rest[index]
    return property(get)


class StructSequence(tuple):
    """A tuple whose first items have names; further fields have names only."""

    _names = ()
    n_fields = 0
    n_sequence_fields = 0
    n_unnamed_fields = 0

    def __new__(cls, sequence, dict=None):
        try:
            items = tuple(sequence)
        except TypeError:
            raise TypeError("constructor requires a sequence") from None
        shown = cls.n_sequence_fields
        least = "at least " if cls.n_fields > shown else ""
        if len(items) < shown:
            raise TypeError(f"{cls._full_name}() takes {'an ' + least if least else 'a '}{shown}-sequence "
                            f"({len(items)}-sequence given)")
        if len(items) > cls.n_fields:
            most = "an at most " if least else "a "
            raise TypeError(f"{cls._full_name}() takes {most}{cls.n_fields}-sequence "
                            f"({len(items)}-sequence given)")
        self = tuple.__new__(cls, items[:shown])
        rest = {}
        for index in range(shown, cls.n_fields):
            if index < len(items):
                rest[index] = items[index]
            else:
                rest[index] = None if dict is None else dict.get(cls._names[index])
        self._rest = rest
        return self

    def __repr__(self):
        names = type(self)._names
        parts = [f"{names[i]}={self[i]!r}" for i in range(type(self).n_sequence_fields)
                 if names[i] is not None]
        return f"{type(self)._full_name}({', '.join(parts)})"

    def __reduce__(self):
        cls = type(self)
        more = {cls._names[i]: self._rest[i] for i in range(cls.n_sequence_fields, cls.n_fields)}
        return cls, (tuple(self), more)

    def __replace__(self, /, **changes):
        cls = type(self)
        names = cls._names
        items = [changes.pop(names[i]) if names[i] in changes else
                 (self[i] if i < cls.n_sequence_fields else self._rest[i])
                 for i in range(cls.n_fields)]
        if changes:
            raise TypeError(f"Got unexpected field name(s): {list(changes)!r}")
        return cls(items)


def field_properties(names):
    """What a class statement's body takes over: a property for each name."""
    return {names[i]: _field(i) for i in range(len(names)) if names[i] is not None}


def named(cls):
    """Decorates a class that has `_names`, `_full_name` and `n_sequence_fields`."""
    cls.n_fields = len(cls._names)
    cls.n_unnamed_fields = cls._names.count(None)
    cls.__match_args__ = tuple([name for name in cls._names[:cls.n_sequence_fields] if name is not None])
    for name, get in field_properties(cls._names).items():
        setattr(cls, name, get)
    return cls
