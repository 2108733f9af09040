"""Classes that are mostly containers of fields: __init__, __repr__, __eq__ … made from annotations."""

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
    "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass",
]


import abc
from keyword import iskeyword
from types import MappingProxyType, new_class


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()


class InitVar:
    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


_fields_shown = []


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
                 "metadata", "kw_only", "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    def __repr__(self):
        if self in _fields_shown:
            return "..."
        _fields_shown.append(self)
        try:
            return self._text()
        finally:
            _fields_shown.pop()

    def _text(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
                f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},doc={self.doc!r},_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING, doc=None):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# What a field's annotation says about it, by its text: annotations are not evaluated.
def _kind_of(annotation):
    if annotation is KW_ONLY:
        return "kw_only"
    if isinstance(annotation, InitVar) or annotation is InitVar:
        return "initvar"
    if type(annotation).__module__ == "typing":
        annotation = repr(annotation)
    if not isinstance(annotation, str):
        return "field"
    head = annotation.split("[")[0].replace(" ", "").strip("'\"").split(".")[-1]
    if head == "ClassVar":
        return "classvar"
    if head == "InitVar":
        return "initvar"
    if head == "KW_ONLY":
        return "kw_only"
    return "field"


def _get_field(cls, name, annotation, is_kw_only, kind):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        if default is not MISSING and type(default).__name__ == "member_descriptor":
            default = MISSING
        made = field(default=default)
    made.name = name
    made.type = annotation
    made._field_type = kind
    if kind in ("classvar", "initvar") and made.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if kind == "classvar" and made.kw_only is not MISSING:
        raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    if made.kw_only is MISSING:
        made.kw_only = is_kw_only
    if kind == "field" and (isinstance(made.default, (list, dict, set)) or type(made.default).__hash__ is None):
        raise ValueError(
            f"mutable default {type(made.default)} for field {name} is not allowed: use default_factory")
    return made


def _fail_count(name, wanted, required, given):
    counts = f"from {required + 1} to {wanted + 1}" if required != wanted else f"{wanted + 1}"
    plural = "" if required == wanted and wanted == 0 else "s"
    raise TypeError(f"{name}() takes {counts} positional argument{plural} but {given + 1} were given")


def _fail_missing(name, missing, kind):
    texts = [repr(n) for n in missing]
    if len(texts) == 1:
        listed = texts[0]
    elif len(texts) == 2:
        listed = f"{texts[0]} and {texts[1]}"
    else:
        listed = ", ".join(texts[:-1]) + f", and {texts[-1]}"
    plural = "" if len(texts) == 1 else "s"
    raise TypeError(f"{name}() missing {len(texts)} required {kind} argument{plural}: {listed}")


def _make_init(cls, all_fields, frozen, has_post_init, has_slots):
    in_order = [f for f in all_fields if f.init]
    positional = [f for f in in_order if not f.kw_only]
    keyword = [f for f in in_order if f.kw_only]
    names = [f.name for f in positional]
    accepted = {f.name for f in in_order}
    seen_default = None
    for f in positional:
        if f.default is MISSING and f.default_factory is MISSING:
            if seen_default is not None:
                raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default!r}")
        else:
            seen_default = f.name
    required = len([f for f in positional if f.default is MISSING and f.default_factory is MISSING])
    count = len(names)
    init_name = f"{cls.__qualname__}.__init__"
    store = object.__setattr__ if frozen else setattr

    def __init__(self, /, *args, **kwargs):
        if len(args) > count:
            _fail_count(init_name, count, required, len(args))
        values = dict(zip(names, args))
        for key in kwargs:
            if key not in accepted:
                raise TypeError(f"{init_name}() got an unexpected keyword argument {key!r}")
            if key in values:
                raise TypeError(f"{init_name}() got multiple values for argument {key!r}")
            values[key] = kwargs[key]
        missing = [n for n in names[:required] if n not in values]
        if missing:
            _fail_missing(init_name, missing, "positional")
        missing = [f.name for f in keyword
                   if f.name not in values and f.default is MISSING and f.default_factory is MISSING]
        if missing:
            _fail_missing(init_name, missing, "keyword-only")
        post = []
        for f in all_fields:
            name = f.name
            if f.init and name in values:
                value = values[name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                if not f.init and f._field_type == "field" and not has_slots:
                    continue  # the class has it
                value = f.default
            else:
                continue
            if f._field_type == "initvar":
                post.append(value)
            else:
                store(self, name, value)
        if has_post_init:
            self.__post_init__(*post)

    return __init__


_under_way = []


def _make_repr(shown):
    def __repr__(self):
        for other in _under_way:
            if other is self:
                return "..."
        _under_way.append(self)
        try:
            parts = [f"{name}={getattr(self, name)!r}" for name in shown]
            return f"{self.__class__.__qualname__}({', '.join(parts)})"
        finally:
            _under_way.pop()

    return __repr__


def _make_values(names):
    def values(self):
        return tuple([getattr(self, name) for name in names])

    return values


def _make_order(values):
    def __lt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) < values(other)
        return NotImplemented

    def __le__(self, other):
        if other.__class__ is self.__class__:
            return values(self) <= values(other)
        return NotImplemented

    def __gt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) > values(other)
        return NotImplemented

    def __ge__(self, other):
        if other.__class__ is self.__class__:
            return values(self) >= values(other)
        return NotImplemented

    return __lt__, __le__, __gt__, __ge__


def _make_eq(values):
    def __eq__(self, other):
        if self is other:
            return True
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    return __eq__


def _make_hash(values):
    def __hash__(self):
        return hash(values(self))

    return __hash__


def _make_frozen(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _set(cls, func, name=None):
    name = name or func.__name__
    func.__qualname__ = f"{cls.__qualname__}.{name}"
    func.__name__ = name
    setattr(cls, name, func)


def _set_new(cls, func):
    if func.__name__ in cls.__dict__:
        return False
    _set(cls, func)
    return True


def _collect(cls, kw_only):
    found = {}
    any_frozen = False
    has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = base.__dict__.get("__dataclass_fields__")
        if base_fields is not None:
            has_bases = True
            for f in base_fields.values():
                found[f.name] = f
            any_frozen = any_frozen or base.__dict__["__dataclass_params__"].frozen
    is_kw_only = kw_only
    own = []
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        kind = _kind_of(annotation)
        if kind == "kw_only":
            if is_kw_only and not kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            is_kw_only = True
            continue
        own.append(_get_field(cls, name, annotation, is_kw_only, kind))
    for f in own:
        found[f.name] = f
        if isinstance(cls.__dict__.get(f.name), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and value not in own:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found, has_bases, any_frozen


class _DataclassParams:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot


def _set_hash(cls, has_own_hash, params, values):
    if params.unsafe_hash:
        if has_own_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        _set(cls, _make_hash(values))
    elif params.eq and not has_own_hash:
        if params.frozen:
            _set(cls, _make_hash(values))
        else:
            cls.__hash__ = None


def _slots_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


# Copies and pickles come here: a frozen instance has no other way to be filled.
def _slots_setstate(self, state):
    for field, value in zip(fields(self), state):
        object.__setattr__(self, field.name, value)


def _add_slots(cls, own_names, has_weakref):
    space = dict(cls.__dict__)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update([slots] if isinstance(slots, str) else slots)
    has_weakref = has_weakref and not any("__weakref__" in base.__dict__.get("__slots__", ())
                                          for base in cls.__mro__[1:-1])
    space["__slots__"] = tuple([n for n in own_names if n not in inherited]
                               + ["__weakref__"] * has_weakref)
    for name in own_names:
        space.pop(name, None)
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    space["__qualname__"] = cls.__qualname__
    return type(cls)(cls.__name__, cls.__bases__, space)


def _process(cls, params):
    own_names = set(cls.__dict__)
    has_own_hash = "__hash__" in own_names and not (cls.__dict__["__hash__"] is None and "__eq__" in own_names)
    found, has_bases, any_frozen = _collect(cls, params.kw_only)
    if has_bases:
        if any_frozen and not params.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and params.frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")
    cls.__dataclass_fields__ = found
    cls.__dataclass_params__ = params
    all_fields = [f for f in found.values() if f._field_type in ("field", "initvar")]
    real = [f for f in found.values() if f._field_type == "field"]
    if params.init:
        _set_new(cls, _make_init(cls, all_fields, params.frozen, hasattr(cls, "__post_init__"),
                                 params.slots))
    if params.repr:
        _set_new(cls, _make_repr([f.name for f in real if f.repr]))
    values = _make_values([f.name for f in real if f.compare])
    if params.eq:
        _set_new(cls, _make_eq(values))
    if params.order:
        for func in _make_order(values):
            if not _set_new(cls, func):
                raise TypeError(
                    f"Cannot overwrite attribute {func.__name__} in class {cls.__name__}. "
                    "Consider using functools.total_ordering")
    if params.frozen:
        for func in _make_frozen(cls, {f.name for f in real}):
            if not _set_new(cls, func):
                raise TypeError(f"Cannot overwrite attribute {func.__name__} in class {cls.__name__}")
    hashed = _make_values([f.name for f in real if (f.compare if f.hash is None else f.hash)])
    _set_hash(cls, has_own_hash, params, hashed)
    if params.match_args and "__match_args__" not in own_names:
        cls.__match_args__ = tuple([f.name for f in all_fields if f.init and not f.kw_only])
    if not getattr(cls, "__doc__"):
        cls.__doc__ = _make_doc(cls, all_fields)
    if params.slots:
        if "__slots__" in own_names:
            raise TypeError(f"{cls.__name__} already specifies __slots__")
        if params.frozen:
            if "__getstate__" not in own_names:
                cls.__getstate__ = _slots_getstate
            if "__setstate__" not in own_names:
                cls.__setstate__ = _slots_setstate
        cls = _add_slots(cls, [f.name for f in real], params.weakref_slot)
    elif params.weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    if getattr(cls, "__abstractmethods__", None):
        abc.update_abstractmethods(cls)
    return cls


def _shown_type(annotation):
    if isinstance(annotation, type) and not hasattr(annotation, "__origin__"):
        name = annotation.__qualname__
        return name if annotation.__module__ == "builtins" else f"{annotation.__module__}.{name}"
    return repr(annotation).replace("typing.", "")


def _shown_field(f):
    text = f"{f.name}: {_shown_type(f.type)}"
    if f.default_factory is not MISSING:
        return text + " = <factory>"
    return text if f.default is MISSING else f"{text} = {f.default!r}"


# As the signature of __init__ is shown: "C(x: int, y: str = 'a')".
def _make_doc(cls, all_fields):
    in_order = [f for f in all_fields if f.init]
    parts = [_shown_field(f) for f in in_order if not f.kw_only]
    keyword = [_shown_field(f) for f in in_order if f.kw_only]
    if keyword:
        parts += ["*"] + keyword
    return f"{cls.__name__}({', '.join(parts)})"


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    def wrap(cls):
        return _process(cls, params)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    found = getattr(class_or_instance, "__dataclass_fields__", None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([f for f in found.values() if f._field_type == "field"])


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict(obj, dict_factory)


def _asdict(obj, factory):
    if _is_instance(obj):
        return factory([(f.name, _asdict(getattr(obj, f.name), factory)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_asdict(v, factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_asdict(v, factory) for v in obj])
    if isinstance(obj, dict):
        return type(obj)([(_asdict(k, factory), _asdict(v, factory)) for k, v in obj.items()])
    return _copied(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)


def _astuple(obj, factory):
    if _is_instance(obj):
        return factory([_astuple(getattr(obj, f.name), factory) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_astuple(v, factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_astuple(v, factory) for v in obj])
    if isinstance(obj, dict):
        return type(obj)([(_astuple(k, factory), _astuple(v, factory)) for k, v in obj.items()])
    return _copied(obj)


# As copy.deepcopy, for what is not a container that asdict knows.
def _copied(obj):
    hook = getattr(type(obj), "__deepcopy__", None)
    if hook is not None:
        return hook(obj, {})
    if isinstance(obj, set):
        return type(obj)([_copied(v) for v in obj])
    return obj


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if f._field_type == "classvar":
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type == "initvar" and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False, module=None):
    space = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, space[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    space["__annotations__"] = annotations
    space["__module__"] = module if module is not None else "__main__"
    cls = new_class(cls_name, bases, {}, lambda namespace: namespace.update(space))
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)
