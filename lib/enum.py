"""Enumerations."""

import sys

__all__ = [
    "EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum",
    "auto", "unique", "property", "member", "nonmember", "verify",
    "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "CONTINUOUS", "NAMED_FLAGS", "UNIQUE", "global_enum",
]

_property = property
_data_types = (int, str, float, bytes, tuple, frozenset)


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class auto:
    """Instances are replaced with an appropriate value in Enum class suites."""

    def __init__(self, value=None):
        self.value = value


class property:
    """A property that members have, while the class may have a member of the same name."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.name = None

    def __set_name__(self, owner, name):
        self.name = name
        self.owner = owner

    def __get__(self, instance, owner=None):
        if instance is None:
            found = owner._member_map_.get(self.name)
            if found is not None:
                return found
            raise AttributeError(f"{owner!r} has no attribute {self.name!r}")
        if self.fget is None:
            raise AttributeError(f"{owner!r} has no attribute {self.name!r}")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError(f"<enum {type(instance).__name__!r}> cannot set attribute {self.name!r}")

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError(f"<enum {type(instance).__name__!r}> cannot delete attribute {self.name!r}")


_function_types = (type(lambda: 0), _property, classmethod, staticmethod)


def _is_descriptor(obj):
    return isinstance(obj, _function_types) or hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = f"_{cls_name}__"
    return len(name) > len(prefix) and name.startswith(prefix) and not name.endswith("__")


class EnumDict(dict):
    """Keeps the order of the members and finds what is one."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._cls_name = cls_name
        self._generate = None

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key == "_generate_next_value_":
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
                value = staticmethod(self._generate)
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
            elif key not in ("_order_", "_missing_", "_numeric_repr_", "_iter_member_",
                             "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_",
                             "_add_value_alias_", "_use_args_", "_member_type_", "_new_member_",
                             "_value_repr_"):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member):
            value = value.value
            self._member_names[key] = None
            self._last_values.append(value)
        elif isinstance(value, type) or _is_descriptor(value):
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            value = self._resolve(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        if isinstance(value, auto):
            if value.value is None:
                value.value = self._next(key)
            return value.value
        if isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
            made = []
            for v in value:
                if isinstance(v, auto):
                    if v.value is None:
                        v.value = self._next(key)
                    v = v.value
                made.append(v)
            return tuple(made)
        return value

    def _next(self, key):
        return self._generate(key, 1, len(self._member_names), self._last_values[:])

    @_property
    def member_names(self):
        return list(self._member_names)


_EnumDict = EnumDict


def _find_data_type(name, bases):
    found = []
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            data_type = None
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is object:
                    continue
                data_type = base._member_type_
            elif ("__new__" in base.__dict__ or base in _data_types
                    or "__dataclass_fields__" in base.__dict__):
                data_type = candidate or base
            else:
                candidate = candidate or base
            if data_type is not None:
                if data_type not in found:
                    found.append(data_type)
                break
    if len(found) > 1:
        raise TypeError(f"too many data types for {name!r}: {set(found)!r}")
    return found[0] if found else object


def _find_value_repr(bases):
    """What shows the values: the repr of a mixed-in type, or None."""
    for chain in bases:
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                return base._value_repr_
            if "__repr__" in base.__dict__ or base in _data_types:
                params = base.__dict__.get("__dataclass_params__")
                return _dataclass_repr if params is not None and params.repr else base.__repr__
    return None


def _dataclass_repr(self):
    fields = self.__dataclass_fields__
    return ", ".join([f"{name}={getattr(self, name)!r}" for name in fields if fields[name].repr])


def _find_new(namespace, member_type, first_enum):
    own = namespace.get("__new__")
    if own is not None:
        return own.__func__ if isinstance(own, staticmethod) else own, True
    if first_enum is not None:
        saved = getattr(first_enum, "_new_member_", None)
        if saved is not None and first_enum._uses_own_new_:
            return saved, True
    return None, False


_flag_operators = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


# The mixed-in type's own repr, str and format give way to Enum's.
def _set_texts(made, bases, space, first_enum, member_type):
    if ReprEnum is not None and ReprEnum in bases:
        if "__format__" not in space:
            type.__setattr__(made, "__format__", member_type.__format__)
        if "__str__" not in space:
            has_str = any("__str__" in c.__dict__ for c in member_type.__mro__ if c is not object)
            shown = member_type.__str__ if has_str else member_type.__repr__
            type.__setattr__(made, "__str__", shown)
    for name in ("__repr__", "__str__", "__format__"):
        if name in space or name in made.__dict__:
            continue
        for cls in made.__mro__:
            if name in cls.__dict__:
                if cls is object or cls in member_type.__mro__:
                    type.__setattr__(made, name, getattr(first_enum, name))
                break


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        made = EnumDict(cls)
        for base in bases:
            if isinstance(base, EnumType):
                if base._member_map_:
                    raise TypeError(f"<enum {cls!r}> cannot extend {base!r}")
                made._generate = base._generate_next_value_
        return made

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        names = list(getattr(classdict, "_member_names", ()))
        ignored = getattr(classdict, "_ignore", ())
        values = {}
        space = {}
        for key in classdict:
            if key in names:
                values[key] = classdict[key]
            elif key not in ignored and key != "_ignore_":
                space[key] = classdict[key]
        invalid = set(names) & {"mro", ""}
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join(repr(n) for n in sorted(invalid))}")
        first_enum = bases[-1] if bases and isinstance(bases[-1], EnumType) else None
        if bases and first_enum is None:
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        member_type = _find_data_type(cls, bases)
        maker, is_own = _find_new(space, member_type, first_enum)
        space["_new_member_"] = maker
        space["_uses_own_new_"] = is_own
        space["_member_names_"] = []
        space["_member_map_"] = {}
        space["_value2member_map_"] = {}
        space["_unhashable_values_"] = []
        space["_member_type_"] = member_type
        space["_value_repr_"] = space.get("_value_repr_") or _find_value_repr(bases)
        order = space.pop("_order_", None)
        if first_enum is not None:
            space["__new__"] = Enum.__new__
        elif "__new__" in space:
            space["_uses_own_new_"] = False
            space["_new_member_"] = None
        made = super().__new__(metacls, cls, bases, space, **kwds)
        if boundary is not None or first_enum is not None:
            made._boundary_ = boundary or getattr(first_enum, "_boundary_", None)
        if first_enum is not None and member_type is not object:
            _set_texts(made, bases, space, first_enum, member_type)
        if Flag is not None and issubclass(made, Flag):
            for name in _flag_operators:
                if name not in space:
                    type.__setattr__(made, name, getattr(Flag, name))
        made._flag_mask_ = 0
        made._singles_mask_ = 0
        for name in names:
            made._add_member(name, values[name])
        if order is not None:
            wanted = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            wanted = [n for n in wanted if n not in made._member_map_ or n in made._member_names_]
            if wanted != made._member_names_:
                raise TypeError(f"member order does not match _order_:\n  {made._member_names_!r}\n  {wanted!r}")
        return made

    def __init__(cls, *args, **kwds):
        pass

    def _add_member(cls, name, value):
        member_type = cls._member_type_
        args = value if isinstance(value, tuple) else (value,)
        if member_type is tuple:
            args = (args,)
        if cls._uses_own_new_:
            made = cls._new_member_(cls, *args)
        elif member_type is object:
            made = object.__new__(cls)
        else:
            made = member_type.__new__(cls, *args)
        if "_value_" not in made.__dict__:
            if member_type is object:
                made._value_ = value
            else:
                made._value_ = member_type(*args)
        value = made._value_
        made._name_ = name
        made.__objclass__ = cls
        made.__init__(*args)
        made._sort_order_ = len(cls._member_names_)
        canonical = cls._find_same(value)
        is_flag = Flag is not None and issubclass(cls, Flag)
        if canonical is not None:
            made = canonical
        elif is_flag and isinstance(value, int) and (value == 0 or value & (value - 1)):
            pass
        else:
            cls._member_names_.append(name)
        if is_flag and isinstance(value, int) and canonical is None:
            cls._flag_mask_ |= value
            if value > 0 and value & (value - 1) == 0:
                cls._singles_mask_ |= value
        cls._member_map_[name] = made
        if not isinstance(cls.__dict__.get(name), property):
            holder = None
            for base in cls.__mro__[1:]:
                if name in base.__dict__:
                    holder = base.__dict__[name]
                    break
            if isinstance(holder, property):
                redirect = property(holder.fget)
                redirect.name = name
                type.__setattr__(cls, name, redirect)
            else:
                type.__setattr__(cls, name, made)
        try:
            cls._value2member_map_.setdefault(value, made)
        except TypeError:
            cls._unhashable_values_.append(value)

    def _find_same(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for other in cls._member_map_.values():
                if other._value_ == value:
                    return other
        return None

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        if cls._member_map_ or names is None and not values:
            if names is not None:
                value = (value, names) + values
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            originals, names, last = names, [], []
            for count, name in enumerate(originals):
                value = cls._generate_next_value_(name, start, count, last[:])
                last.append(value)
                names.append((name, value))
        if isinstance(names, dict):
            names = list(names.items())
        for name, value in names or ():
            classdict[name] = value
        classdict["__module__"] = module if module is not None else "__main__"
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            cls(value)
            return True
        except ValueError:
            return False

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __dir__(cls):
        found = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__",
                 "__members__", "__module__", "__name__", "__qualname__", *cls._member_names_}
        if cls._uses_own_new_:
            found.add("__new__")
        if "__init_subclass__" in cls.__dict__:
            found.add("__init_subclass__")
        if cls._member_type_ is not object:
            found.update(dir(cls._member_type_))
        return sorted(found)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Makes an enumeration of a module's constants, of which it takes the place."""
        source = (source or sys.modules[module]).__dict__
        members = [(key, source[key]) for key in list(source) if filter(key)]
        try:
            members.sort(key=lambda pair: (pair[1], pair[0]))
        except TypeError:
            members.sort(key=lambda pair: pair[0])
        made = cls._create_(name, members, module=module, boundary=boundary or KEEP)
        if as_global:
            global_enum(made)
        else:
            for key, member in made.__members__.items():
                setattr(sys.modules[module], key, member)
        setattr(sys.modules[module], name, made)
        return made

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)


EnumMeta = EnumType
Enum = Flag = ReprEnum = None


class Enum(metaclass=EnumType):
    @staticmethod
    def __signature__():
        return "(new_class_name, /, names, *, module=None, qualname=None, type=None, start=1, boundary=None)"

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            found = cls._value2member_map_.get(value)
            if found is not None:
                return found
        except TypeError:
            pass
        for other in cls._member_map_.values():
            if cls._unhashable_values_ and other._value_ == value:
                return other
        result = error = None
        try:
            result = cls._missing_(value)
        except Exception as e:
            error = e
        try:
            if isinstance(result, cls):
                return result
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
                return result
            invalid = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if result is None and error is None:
                raise invalid
            if error is None:
                error = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member")
            if not isinstance(error, ValueError):
                error.__context__ = invalid
            raise error
        finally:
            error = invalid = None

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            raise TypeError("unable to increment or sort values") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        shown = (self.__class__._value_repr_ or repr)(self._value_)
        return f"<{self.__class__.__name__}.{self._name_}: {shown}>"

    def __dir__(self):
        cls = self.__class__
        found = set() if cls._member_type_ is object else set(object.__dir__(self))
        members = cls._member_map_
        for name in getattr(self, "__dict__", ()):
            if name[0] != "_" and name not in members:
                found.add(name)
        for base in cls.__mro__:
            for name, value in base.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(value, property) and value.fget is None and name in members:
                    found.discard(name)
                elif isinstance(value, property) or name not in members:
                    found.add(name)
        return sorted(found | {"__class__", "__doc__", "__eq__", "__hash__", "__module__"})

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    """Only the repr is Enum's: str() and format() are the data type's."""


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints"""


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings"""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT = FlagBoundary.STRICT
CONFORM = FlagBoundary.CONFORM
EJECT = FlagBoundary.EJECT
KEEP = FlagBoundary.KEEP


def _iter_bits_lsb(num):
    """The bits that are set, the lowest first."""
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError(f"{num!r} is not a positive integer")
    while num:
        bit = num & (~num + 1)
        yield bit
        num ^= bit


def _bits(value):
    return list(_iter_bits_lsb(value)) if value > 0 else []


class Flag(Enum, boundary=STRICT):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 1 << max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._flag_mask_
        all_bits = (1 << mask.bit_length()) - 1
        boundary = cls._boundary_
        unknown = value & ~mask if value >= 0 else 0
        if not ~all_bits <= value <= all_bits or unknown:
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n"
                    f"    given {_bin(value, width)}\n"
                    f"  allowed {_bin(mask, width)}")
            if boundary is CONFORM:
                value = value & mask
            elif boundary is EJECT:
                return value
        if value < 0:
            if boundary is KEEP:
                value = max(all_bits + 1, 1 << value.bit_length()) + value
            else:
                value = mask & value
        return cls._pseudo(value)

    @classmethod
    def _pseudo(cls, value):
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        made._value_ = value
        names = [m._name_ for m in cls if m._value_ & value]
        rest = value & ~cls._flag_mask_
        if names and rest:
            names.append(str(rest))
        made._name_ = "|".join(names) if names else None
        cls._value2member_map_[value] = made
        return made

    def _other(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        cls = self.__class__
        return iter([m for m in cls if m._value_ & self._value_])

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return f"<{name}: {self._value_!r}>"
        return f"<{name}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return f"{name}({self._value_!r})"
        return f"{name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_)
        return self.__class__(self._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _bin(value, width):
    if value < 0:
        return f"0b1 {(1 << width) + value:0{width}b}"
    return f"0b0 {value:0{width}b}"


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Support for integer-based Flags"""


def _simple_enum(etype, *, boundary=None, use_args=None):
    """A decorator of the standard library's own: the class's variables become members of an `etype`."""
    def convert(cls):
        kind = type(etype)
        body = kind.__prepare__(cls.__name__, (etype,))
        for name, value in cls.__dict__.items():
            if name not in ("__dict__", "__weakref__"):
                body[name] = value
        return kind(cls.__name__, (etype,), body)
    return convert


def _differences(left, right):
    """What the members of two enumerations do not share."""
    found = []
    for name in dict.fromkeys([*left.__members__, *right.__members__]):
        if name not in left.__members__:
            found.append(f"extra member: {name!r}")
        elif name not in right.__members__:
            found.append(f"missing member: {name!r}")
        else:
            one, other = left.__members__[name], right.__members__[name]
            for part in ("_name_", "_value_"):
                if getattr(one, part) != getattr(other, part):
                    found.append(f"{name}.{part}: {getattr(one, part)!r} != {getattr(other, part)!r}")
            if str(one) != str(other) or repr(one) != repr(other):
                found.append(f"{name}: {one!r} != {other!r}")
    return found


def _test_simple_enum(checked_enum, simple_enum):
    """Raises TypeError where a class made by _simple_enum differs from one made by statement."""
    found = _differences(checked_enum, simple_enum)
    if checked_enum.__doc__ != simple_enum.__doc__:
        found.append(f"__doc__: {checked_enum.__doc__!r} != {simple_enum.__doc__!r}")
    if checked_enum.__bases__ != simple_enum.__bases__:
        found.append(f"__bases__: {checked_enum.__bases__!r} != {simple_enum.__bases__!r}")
    if found:
        raise TypeError("enum mismatch:\n   " + "\n   ".join(found))


def unique(enumeration):
    duplicates = [(name, m._name_) for name, m in enumeration.__members__.items() if name != m._name_]
    if duplicates:
        details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


CONTINUOUS = "skipped"
NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
UNIQUE = "one name per value"


class verify:
    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check == UNIQUE:
                duplicates = [(n, m._name_) for n, m in enumeration.__members__.items() if n != m._name_]
                if duplicates:
                    details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
                    raise ValueError(f"aliases found in {enumeration!r}: {details}")
            elif check == CONTINUOUS:
                values = {m._value_ for m in enumeration}
                missing = [v for v in range(min(values), max(values)) if v not in values]
                if missing:
                    raise ValueError(f"invalid enum {enumeration.__name__!r}: missing values {', '.join(str(m) for m in missing)}")
        return enumeration


def _global_repr(self):
    module = self.__class__.__module__.split(".")[-1]
    return f"{module}.{self._name_}"


def _global_flag_repr(self):
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_!r})"
    if _is_single_bit(self._value_):
        return f"{module}.{self._name_}"
    if self._boundary_ is not KEEP:
        return "|".join([f"{module}.{name}" for name in self._name_.split("|")])
    return "|".join([name if name[0].isdigit() else f"{module}.{name}"
                     for name in self._name_.split("|")])


def _global_str(self):
    if self._name_ is None:
        return f"{self.__class__.__name__}({self._value_!r})"
    return self._name_


def _is_single_bit(num):
    return num > 0 and num & (num - 1) == 0


def global_enum(cls, update_str=False):
    """Members are shown with the name of their module, of which they become variables."""
    cls.__repr__ = _global_flag_repr if issubclass(cls, Flag) else _global_repr
    if update_str or not issubclass(cls, ReprEnum):
        cls.__str__ = _global_str
    module = sys.modules[cls.__module__]
    for name, member in cls.__members__.items():
        setattr(module, name, member)
    return cls
