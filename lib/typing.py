"""Types as annotations write them. Nothing here checks a value: it is told what was written."""

import abc
import collections
import collections.abc
import contextlib
import sys
from types import FunctionType, GenericAlias

TYPE_CHECKING = False

_union_type = type(int | None)


# ---- how types are shown


def _shown(value):
    if value is ...:
        return "..."
    if value is None or value is type(None):
        return "None"
    if isinstance(value, type) and not isinstance(value, GenericAlias):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, FunctionType):
        return value.__name__
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return repr(value)


def _checked(value):
    if value is None:
        return type(None)
    if isinstance(value, str):
        return ForwardRef(value)
    return value


def _checked_all(params):
    return tuple(_checked(item) for item in (params if isinstance(params, tuple) else (params,)))


def _parameters_of(args):
    found = []
    for arg in args:
        if isinstance(arg, (list, tuple)):
            inner = _parameters_of(arg)
        elif isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            inner = (arg,)
        else:
            inner = () if isinstance(arg, type) else getattr(arg, "__parameters__", ())
        for param in inner:
            if param not in found:
                found.append(param)
    return tuple(found)


def _substituted(arg, table):
    if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
        return table.get(arg, arg)
    if isinstance(arg, list):
        return [_substituted(item, table) for item in arg]
    if not isinstance(arg, type) and getattr(arg, "__parameters__", ()):
        return arg[tuple(table.get(param, param) for param in arg.__parameters__)]
    return arg


class _Operand:
    """What may stand beside | ."""

    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ForwardRef(_Operand, metaclass=type):
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


# ---- variables


class TypeVar(_Operand, metaclass=type):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 infer_variance=False, default=None):
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__infer_variance__ = infer_variance
        self.__default__ = NoDefault if default is None else default

    def has_default(self):
        return self.__default__ is not NoDefault

    def __typing_subst__(self, arg):
        return _checked(arg)

    def __getattr__(self, name):
        lazy = self.__dict__
        if (name == "__bound__" or name == "__constraints__") and "_lazy_bound" in lazy:
            value = self._lazy_bound and self._lazy_bound()
            is_many = isinstance(value, tuple)
            self.__bound__ = None if is_many else value
            self.__constraints__ = value if is_many else ()
            return lazy[name]
        if name == "__default__" and "_lazy_default" in lazy:
            self.__default__ = self._lazy_default() if self._lazy_default else NoDefault
            return self.__default__
        raise AttributeError(f"'typing.TypeVar' object has no attribute {name!r}", name=name, obj=self)

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class _NoDefaultType:
    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefaultType()


def _param(name, bound=None, default=None):
    """A type parameter of a def or class: its bound is evaluated when it is asked for."""
    made = TypeVar(name, infer_variance=True)
    del made.__bound__, made.__constraints__, made.__default__
    made._lazy_bound = bound
    made._lazy_default = default
    return made


def _param_spec(name, bound=None, default=None):
    made = ParamSpec(name)
    made.__infer_variance__ = True
    return made


def _param_tuple(name, bound=None, default=None):
    return TypeVarTuple(name)


class TypeAliasType(_Operand, metaclass=type):
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__type_params__ = type_params
        self.__value__ = value

    @property
    def __parameters__(self):
        return self.__type_params__

    def __getitem__(self, params):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return GenericAlias(self, params)

    def __getattr__(self, name):
        if name != "__value__" or "_lazy_value" not in self.__dict__:
            raise AttributeError(f"'typing.TypeAliasType' object has no attribute {name!r}", name=name, obj=self)
        self.__value__ = self._lazy_value(*self.__type_params__)
        return self.__value__

    def __repr__(self):
        return self.__name__


def _alias(name, function, type_params, module):
    """What a type statement makes."""
    made = TypeAliasType(name, None, type_params=type_params)
    del made.__value__
    made._lazy_value = function
    made.__module__ = module
    return made


class _ParamSpecPart(metaclass=type):
    """P.args and P.kwargs of a ParamSpec."""

    _part = ""

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((self._part, self.__origin__))

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._part}"


class ParamSpecArgs(_ParamSpecPart):
    _part = "args"


class ParamSpecKwargs(_ParamSpecPart):
    _part = "kwargs"


class ParamSpec(_Operand, metaclass=type):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False,
                 infer_variance=False, default=None):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__infer_variance__ = infer_variance

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpec")

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class TypeVarTuple(metaclass=type):
    def __init__(self, name, *, default=None):
        self.__name__ = name

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


# ---- types with arguments


class _GenericAlias(_Operand, metaclass=type):
    """List[int], Box[T], Callable[[int], str]."""

    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args
        self.__parameters__ = _parameters_of(args)
        self._name = name

    def __call__(self, *args, **kwargs):
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            pass
        return made

    def __getitem__(self, params):
        params = _checked_all(params)
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if len(params) != len(self.__parameters__):
            few = "few" if len(params) < len(self.__parameters__) else "many"
            raise TypeError(
                f"Too {few} arguments for {self}; actual {len(params)}, "
                f"expected {len(self.__parameters__)}"
            )
        table = dict(zip(self.__parameters__, params))
        args = tuple(_substituted(arg, table) for arg in self.__args__)
        return type(self)(self.__origin__, args, self._name)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        if self.__origin__ is Generic and any(
            other is not self and isinstance(other, _GenericAlias) and other.__origin__ is Protocol
            for other in bases
        ):
            return ()
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, tuple(str(arg) for arg in self.__args__)))

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _shown(self.__origin__)
        return f"{name}[{', '.join(_shown(arg) for arg in self.__args__)}]"


class _CallableAlias(_GenericAlias):
    def __repr__(self):
        *params, result = self.__args__
        if len(params) == 1 and params[0] is ...:
            shown = "..."
        else:
            shown = "[" + ", ".join(_shown(param) for param in params) + "]"
        return f"typing.Callable[{shown}, {_shown(result)}]"


class _LiteralAlias(_GenericAlias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(repr(arg) for arg in self.__args__)}]"


class _AnnotatedAlias(_GenericAlias):
    @property
    def __metadata__(self):
        return self._metadata

    def __repr__(self):
        parts = [_shown(self.__origin__)] + [repr(item) for item in self._metadata]
        return f"typing.Annotated[{', '.join(parts)}]"

    def __eq__(self, other):
        return (isinstance(other, _AnnotatedAlias) and self.__origin__ == other.__origin__
                and self._metadata == other._metadata)

    def __hash__(self):
        return hash((self.__origin__, len(self._metadata)))


class _UnionAlias(_GenericAlias):
    def __repr__(self):
        return " | ".join(_shown(arg) for arg in self.__args__)

    def __eq__(self, other):
        return isinstance(other, _UnionAlias) and set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(len(self.__args__))


class _Builtin(_Operand, metaclass=type):
    """List, Dict and the like: another name of a class, to be written with arguments."""

    def __init__(self, origin, count, name):
        self.__origin__ = origin
        self._count = count
        self._name = name

    def __getitem__(self, params):
        params = _checked_all(params)
        if self._count > 0 and len(params) != self._count:
            few = "few" if len(params) < self._count else "many"
            raise TypeError(
                f"Too {few} arguments for {self}; actual {len(params)}, expected {self._count}"
            )
        return _GenericAlias(self.__origin__, params, self._name)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __repr__(self):
        return f"typing.{self._name}"


List = _Builtin(list, 1, "List")
Dict = _Builtin(dict, 2, "Dict")
Set = _Builtin(set, 1, "Set")
FrozenSet = _Builtin(frozenset, 1, "FrozenSet")
Tuple = _Builtin(tuple, 0, "Tuple")
Type = _Builtin(type, 1, "Type")
DefaultDict = _Builtin(collections.defaultdict, 2, "DefaultDict")
OrderedDict = _Builtin(collections.OrderedDict, 2, "OrderedDict")
Counter = _Builtin(collections.Counter, 1, "Counter")
ChainMap = _Builtin(collections.ChainMap, 2, "ChainMap")
Deque = _Builtin(collections.deque, 1, "Deque")
Hashable = _Builtin(collections.abc.Hashable, 0, "Hashable")
Sized = _Builtin(collections.abc.Sized, 0, "Sized")
Awaitable = _Builtin(collections.abc.Awaitable, 1, "Awaitable")
Coroutine = _Builtin(collections.abc.Coroutine, 3, "Coroutine")
AsyncIterable = _Builtin(collections.abc.AsyncIterable, 1, "AsyncIterable")
AsyncIterator = _Builtin(collections.abc.AsyncIterator, 1, "AsyncIterator")
AsyncGenerator = _Builtin(collections.abc.AsyncGenerator, 0, "AsyncGenerator")
Iterable = _Builtin(collections.abc.Iterable, 1, "Iterable")
Iterator = _Builtin(collections.abc.Iterator, 1, "Iterator")
Reversible = _Builtin(collections.abc.Reversible, 1, "Reversible")
Container = _Builtin(collections.abc.Container, 1, "Container")
Collection = _Builtin(collections.abc.Collection, 1, "Collection")
Generator = _Builtin(collections.abc.Generator, 0, "Generator")
AbstractSet = _Builtin(collections.abc.Set, 1, "AbstractSet")
MutableSet = _Builtin(collections.abc.MutableSet, 1, "MutableSet")
Mapping = _Builtin(collections.abc.Mapping, 2, "Mapping")
MutableMapping = _Builtin(collections.abc.MutableMapping, 2, "MutableMapping")
Sequence = _Builtin(collections.abc.Sequence, 1, "Sequence")
MutableSequence = _Builtin(collections.abc.MutableSequence, 1, "MutableSequence")
MappingView = _Builtin(collections.abc.MappingView, 1, "MappingView")
KeysView = _Builtin(collections.abc.KeysView, 1, "KeysView")
ItemsView = _Builtin(collections.abc.ItemsView, 2, "ItemsView")
ByteString = _Builtin(bytes, 0, "ByteString")
ContextManager = _Builtin(contextlib.AbstractContextManager, 1, "ContextManager")
AsyncContextManager = _Builtin(contextlib.AbstractAsyncContextManager, 1, "AsyncContextManager")
ValuesView = _Builtin(collections.abc.ValuesView, 1, "ValuesView")

Text = str


# ---- special forms


class _Form(_Operand, metaclass=type):
    """A name that means something to type checkers, maybe with arguments."""

    def __init__(self, name, make=None):
        self._name = name
        self._make = make

    def __getitem__(self, params):
        if self._make is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._make(params)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __repr__(self):
        return f"typing.{self._name}"


def _union(params):
    if params == ():
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for param in _checked_all(params):
        inner = param.__args__ if isinstance(param, (_UnionAlias, _union_type)) else (param,)
        for item in inner:
            if item not in flat:
                flat.append(item)
    if len(flat) == 1:
        return flat[0]
    if all(isinstance(item, type) for item in flat):
        made = flat[0]
        for item in flat[1:]:
            made = made | (None if item is type(None) else item)
        return made
    return _UnionAlias(Union, tuple(flat), "Union")


def _callable(params):
    if not isinstance(params, tuple) or len(params) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = params
    if isinstance(args, list):
        args = _checked_all(tuple(args))
    else:
        args = (args,)
    return _CallableAlias(collections.abc.Callable, (*args, _checked(result)), "Callable")


def _literal(params):
    values = []
    for param in params if isinstance(params, tuple) else (params,):
        for value in param.__args__ if isinstance(param, _LiteralAlias) else (param,):
            if not any(value == known and type(value) is type(known) for known in values):
                values.append(value)
    return _LiteralAlias(Literal, tuple(values), "Literal")


def _annotated(params):
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    origin, metadata = _checked(params[0]), params[1:]
    if isinstance(origin, _AnnotatedAlias):
        origin, metadata = origin.__origin__, origin._metadata + metadata
    made = _AnnotatedAlias(origin, (origin,), "Annotated")
    made._metadata = metadata
    return made


def _one(name):
    def make(params):
        return _GenericAlias(form, (_checked(params),), name)

    form = _Form(name, make)
    return form


Any = _Form("Any")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
Union = _Form("Union", _union)
Optional = _Form("Optional", lambda param: _union((param, None)))
Literal = _Form("Literal", _literal)
Annotated = _Form("Annotated", _annotated)
Concatenate = _Form("Concatenate", lambda params: _GenericAlias(Concatenate, params, "Concatenate"))
ClassVar = _one("ClassVar")
Final = _one("Final")
Required = _one("Required")
NotRequired = _one("NotRequired")
ReadOnly = _one("ReadOnly")
Unpack = _one("Unpack")
TypeGuard = _one("TypeGuard")
TypeIs = _one("TypeIs")


class _CallableForm(_Form):
    def __instancecheck__(self, obj):
        return callable(obj)


Callable = _CallableForm("Callable", _callable)


# ---- classes with parameters, protocols


class Generic(metaclass=type):
    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        params = _checked_all(params)
        if cls is Generic or cls is Protocol:
            return _GenericAlias(cls, params, cls.__name__)
        known = cls.__parameters__
        if not known:
            raise TypeError(f"{cls} is not a generic class")
        if len(params) != len(known) and not any(isinstance(p, TypeVarTuple) for p in known):
            few = "few" if len(params) < len(known) else "many"
            raise TypeError(
                f"Too {few} arguments for {cls}; actual {len(params)}, expected {len(known)}"
            )
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__", ())
        found = []
        for base in bases:
            if isinstance(base, _GenericAlias):
                if base.__origin__ is Generic or base.__origin__ is Protocol:
                    found = list(base.__args__)
                    break
                found += [param for param in base.__parameters__ if param not in found]
        cls.__parameters__ = tuple(found)


_hidden_names = {
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__",
    "__new__", "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__",
    "__match_args__", "__parameters__", "__orig_bases__", "__qualname__", "_is_protocol",
    "_is_runtime_protocol", "__protocol_attrs__", "_abc_registry", "__init_subclass__", "__hash__",
    "__annotate__", "__firstlineno__", "__static_attributes__", "_abc_impl",
}


def _protocol_names(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base is Generic or base is Protocol or not base.__dict__.get("_is_protocol", False):
            continue
        for name in list(base.__dict__) + list(base.__dict__.get("__annotations__", {})):
            if name not in _hidden_names:
                names.add(name)
    return names


class _ProtocolMeta(abc.ABCMeta):
    def __instancecheck__(cls, instance):
        if not cls.__dict__.get("_is_protocol", False):
            return abc.ABCMeta.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        if abc.ABCMeta.__instancecheck__(cls, instance):
            return True
        return all(hasattr(instance, name) for name in _protocol_names(cls))

    def __subclasscheck__(cls, other):
        if not cls.__dict__.get("_is_protocol", False) or cls in getattr(other, "__mro__", ()):
            return abc.ABCMeta.__subclasscheck__(cls, other)
        if not getattr(cls, "_is_runtime_protocol", False):
            # Asked for by an instance check of a class in C.
            return False
        return all(
            any(base.__dict__.get(name) is not None for base in other.__mro__)
            for name in _protocol_names(cls)
        )


def _no_protocol_init(self, *args, **kwargs):
    if type(self).__dict__.get("_is_protocol", False):
        raise TypeError("Protocols cannot be instantiated")


class Protocol(Generic, metaclass=_ProtocolMeta):
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "_is_protocol" not in cls.__dict__:
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol and "__init__" not in cls.__dict__:
            cls.__init__ = _no_protocol_init
        elif not cls._is_protocol and cls.__init__ is _no_protocol_init:
            cls.__init__ = object.__init__


def runtime_checkable(cls):
    if not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, "
                        f"got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    def __int__(self):
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    def __float__(self):
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    def __index__(self):
        pass


@runtime_checkable
class SupportsAbs(Protocol):
    def __abs__(self):
        pass


@runtime_checkable
class SupportsRound(Protocol):
    def __round__(self, ndigits=0):
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    def __complex__(self):
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    def __bytes__(self):
        pass


# ---- classes made from their annotations


class _NamedTupleMeta(type):
    def __new__(mcls, typename, bases, namespace):
        if "_NamedTuple" in [base.__name__ for base in bases] and len(bases) > 1:
            for base in bases:
                if base is not _NamedTuple and base is not Generic:
                    raise TypeError("can only inherit from a NamedTuple type and Generic")
        types = namespace.get("__annotations__", {})
        defaults = []
        for name in types:
            if name in namespace:
                defaults.append(name)
            elif defaults:
                raise TypeError(
                    f"Non-default namedtuple field {name} cannot follow default field"
                    f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}"
                )
        made = collections.namedtuple(
            typename, list(types), defaults=[namespace[name] for name in defaults],
            module=namespace["__module__"]
        )
        made.__annotations__ = dict(types)
        made.__qualname__ = namespace.get("__qualname__", typename)
        for name, value in namespace.items():
            if name in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                        "_field_defaults", "_make", "_replace", "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + name)
            if name in ("__module__", "__qualname__", "__annotations__", "__classcell__",
                        "__orig_bases__") or name in made._fields:
                continue
            if name == "__doc__" and value is None:
                continue
            setattr(made, name, value)
        cell = namespace.get("__classcell__")
        if cell is not None:
            cell(made)
        return made


class _NamedTupleForm(metaclass=type):
    def __call__(self, typename, fields=None, /, **kwargs):
        pairs = list(fields or kwargs.items())
        made = collections.namedtuple(typename, [name for name, _ in pairs])
        made.__annotations__ = {name: _checked(value) for name, value in pairs}
        return made

    def __mro_entries__(self, bases):
        return (_NamedTuple,)

    def __repr__(self):
        return "<function NamedTuple>"


NamedTuple = _NamedTupleForm()
_NamedTuple = type.__new__(_NamedTupleMeta, "_NamedTuple", (), {})


def _is_form(value, name):
    if isinstance(value, str):
        value = value.removeprefix("typing.")
        return value.startswith(name + "[")
    return isinstance(value, _GenericAlias) and value._name == name


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        for base in bases:
            if base is not Generic and type(base) is not _TypedDictMeta:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict "
                                "base class")
        generic = (Generic,) if any(base is Generic or Generic in base.__mro__ for base in bases) else ()
        annotations = {}
        required = set()
        optional = set()
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
            required |= getattr(base, "__required_keys__", set())
            optional |= getattr(base, "__optional_keys__", set())
        for key, value in namespace.get("__annotations__", {}).items():
            annotations[key] = value
            is_required = _is_form(value, "Required") or (
                total and not _is_form(value, "NotRequired"))
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
        namespace = dict(namespace)
        namespace["__annotations__"] = annotations
        made = type.__new__(mcls, name, (*generic, dict), namespace)
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")

    def __subclasscheck__(cls, other):
        if other is Generic or cls is _TypedDict:
            return False
        raise TypeError("TypedDict does not support instance and class checks")


class _TypedDictForm(metaclass=type):
    def __call__(self, typename, fields=None, /, *, total=True):
        space = {"__annotations__": dict(fields or {})}
        return _TypedDictMeta(typename, (), space, total=total)

    def __mro_entries__(self, bases):
        return (_TypedDict,)

    def __repr__(self):
        return "<function TypedDict>"


TypedDict = _TypedDictForm()
_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


class NewType(_Operand, metaclass=type):
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, value):
        return value

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"


# ---- what is asked of types


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if tp is Generic:
        return Generic
    if isinstance(tp, _union_type):
        return Union
    if isinstance(tp, (_GenericAlias, GenericAlias, _Builtin)):
        return tp.__origin__
    return None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp._metadata
    if isinstance(tp, _CallableAlias):
        *params, result = tp.__args__
        return (... if len(params) == 1 and params[0] is ... else params, result)
    if isinstance(tp, (_GenericAlias, GenericAlias, _union_type)):
        return tp.__args__
    return ()


def _without_extras(value):
    if isinstance(value, _AnnotatedAlias):
        return _without_extras(value.__origin__)
    if isinstance(value, _GenericAlias) and value._name in ("Required", "NotRequired", "ReadOnly"):
        return _without_extras(value.__args__[0])
    return value


_by_name = {
    kind.__name__: kind
    for kind in (int, str, float, bool, bytes, list, dict, set, tuple, frozenset, object, type)
}


def _resolved(value, spaces):
    if value is None:
        return type(None)
    text = value.__forward_arg__ if isinstance(value, ForwardRef) else value
    if not isinstance(text, str):
        return value

    def find(name):
        for space in spaces:
            if space and name in space:
                return space[name]
        if name in _by_name:
            return _by_name[name]
        raise NameError(f"name {name!r} is not defined", name=name)

    import _expression_text

    found = _expression_text.annotation(text, find)
    return _resolved(found, spaces)


def evaluate_forward_ref(forward_ref, *, owner=None, globals=None, locals=None, type_params=None,
                         format=None):
    return _resolved(forward_ref, (locals, globals))


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    owners = reversed(obj.__mro__) if isinstance(obj, type) else (obj,)
    for owner in owners:
        if isinstance(obj, type):
            annotations = owner.__dict__.get("__annotations__", {})
        else:
            annotations = getattr(owner, "__annotations__", None)
            if annotations is None:
                raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in annotations.items():
            space = globalns
            if space is None:
                module = sys.modules.get(getattr(owner, "__module__", None))
                space = getattr(module, "__dict__", None)
            value = _resolved(value, (localns, space))
            hints[name] = value if include_extras else _without_extras(value)
    return hints


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not "
        "@overload-ed."
    )


def overload(func):
    return _overload_dummy


def get_overloads(func):
    return []


def clear_overloads():
    pass


def _marked(name):
    def mark(arg):
        try:
            setattr(arg, name, True)
        except (AttributeError, TypeError):
            pass
        return arg

    return mark


final = _marked("__final__")
override = _marked("__override__")
no_type_check = _marked("__no_type_check__")


def no_type_check_decorator(decorator):
    return decorator


def dataclass_transform(**kwargs):
    def decorate(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = kwargs
        return cls_or_fn

    return decorate


AnyStr = TypeVar("AnyStr", bytes, str)
_cleanups = []
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)


class IO(Generic[AnyStr]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


import re as _re

Pattern = _Builtin(_re.Pattern, 1, "Pattern")
Match = _Builtin(_re.Match, 1, "Match")


def is_protocol(tp, /):
    """Whether it is a class made with Protocol as a direct base."""
    return (isinstance(tp, type) and getattr(tp, "_is_protocol", False)
            and tp is not Protocol and tp is not Generic)


def get_protocol_members(tp, /):
    """The names that a class must have to fit."""
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(_protocol_names(tp))
