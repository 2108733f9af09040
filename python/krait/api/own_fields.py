"""Fields without pydantic: annotations described for the checker in C, written out, and described as JSON schema."""

import collections.abc
import dataclasses
import datetime
import decimal
import enum
import json
import re
import sys
import types
import typing
import uuid
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from krait.api.exceptions import FastAPIError
from krait.api.fieldinfo import FieldInfo, PlainFieldInfo, Undefined, constraints_of, plain
from krait.api.fields import ModelField
from krait.api.introspection import is_subclass, is_union
from krait.api.model import Model

_native = None


def native():
    global _native
    if _native is None:
        from krait.extension import load

        _native = load("_krait_api")
    return _native


# ---- models, dataclasses and typed dictionaries as fields by name

_infos = {}
_checkers = {}


def model_infos(cls):
    """{name: FieldInfo} of a Model, a dataclass or a TypedDict."""
    if cls not in _infos:
        _infos[cls] = _read_infos(cls)
    return _infos[cls]


def _read_infos(cls):
    hints = typing.get_type_hints(cls, include_extras=True)
    if dataclasses.is_dataclass(cls):
        return {field.name: _info_of(hints[field.name], _dataclass_default(field))
                for field in dataclasses.fields(cls) if field.init}
    if typing.is_typeddict(cls):
        made = {}
        for name, hint in hints.items():
            while get_origin(hint) in (typing.Required, typing.NotRequired):
                hint = get_args(hint)[0]
            made[name] = _info_of(hint, Undefined)
            made[name].is_optional_key = name not in cls.__required_keys__
        return made
    made = {}
    for name, hint in hints.items():
        if name.startswith("_") or name == "model_config" or get_origin(hint) is typing.ClassVar:
            continue
        made[name] = _info_of(hint, getattr(cls, name, Undefined))
    return made


def _dataclass_default(field):
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return PlainFieldInfo(default_factory=field.default_factory)
    return Undefined


def _info_of(annotation, default):
    """A field's description of its annotation, which may hold more in Annotated, and its default, which may be one."""
    is_described = isinstance(default, (FieldInfo, PlainFieldInfo))
    info = plain(default) if is_described else PlainFieldInfo(default=default)
    if get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        for item in metadata:
            if isinstance(item, (FieldInfo, PlainFieldInfo)):
                more = plain(item)
                for name in ("alias", "title", "description", "examples", "json_schema_extra", "default_factory",
                             "validation_alias", "serialization_alias", "deprecated"):
                    setattr(info, name, getattr(info, name) or getattr(more, name))
                if info.default is Undefined:
                    info.default = more.default
            info.constraints = {**constraints_of(item), **info.constraints}
    info.annotation = annotation
    return info


def own_model_fields(model):
    return [OwnField(info, name) for name, info in model_infos(model).items()]


def own_body_model(fields, name):
    """A model of the members of a body."""
    made = type(name, (Model,), {"__annotations__": {}})
    _infos[made] = {field.name: plain(field.field_info) for field in fields}
    return made


# ---- descriptions for the checker

_CALLS = {}


def _call(kind):
    def register(function):
        _CALLS[kind] = function
        return function

    return register


def _parsed(kinds, parse, type_error, parse_error, message):
    def check(value):
        if isinstance(value, kinds):
            return value
        if not isinstance(value, str):
            raise ValueError(type_error, message, None)
        try:
            return parse(value)
        except ValueError as error:
            raise ValueError(parse_error, message, {"error": str(error)}) from None

    return check


_CALLS[datetime.datetime] = _parsed(
    datetime.datetime, lambda text: datetime.datetime.fromisoformat(text.replace("Z", "+00:00")), "datetime_type",
    "datetime_from_date_parsing", "Input should be a valid datetime")
_CALLS[datetime.date] = _parsed(datetime.date, datetime.date.fromisoformat, "date_type", "date_from_datetime_parsing",
                                "Input should be a valid date")
_CALLS[datetime.time] = _parsed(datetime.time, datetime.time.fromisoformat, "time_type", "time_parsing",
                                "Input should be in a valid time format")
_CALLS[uuid.UUID] = _parsed(uuid.UUID, uuid.UUID, "uuid_type", "uuid_parsing", "Input should be a valid UUID")


@_call(decimal.Decimal)
def _decimal(value):
    if isinstance(value, (int, float, str, decimal.Decimal)) and not isinstance(value, bool):
        try:
            return decimal.Decimal(str(value))
        except decimal.InvalidOperation:
            raise ValueError("decimal_parsing", "Input should be a valid decimal", None) from None
    raise ValueError("decimal_type", "Decimal input should be an integer, float, string or Decimal object", None)


def _expected(values):
    texts = [repr(value) for value in values]
    return " or ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def describe(annotation, constraints=None, inside=()):
    """The tuple that checker.h explains."""
    constraints = constraints or {}
    origin = get_origin(annotation)
    if origin is Annotated:
        info = _info_of(annotation, Undefined)
        return describe(info.annotation, {**info.constraints, **constraints}, inside)
    if annotation in (Any, object, None.__class__, None, typing.Type):
        return ("none",) if annotation in (None, type(None)) else ("any",)
    if is_union(annotation):
        return _describe_union(get_args(annotation), constraints, inside)
    if origin is Literal:
        values = get_args(annotation)
        return "choice", "literal_error", {value: value for value in values}, _expected(values)
    if origin is not None:
        return _describe_generic(origin, get_args(annotation), constraints, inside)
    if annotation in (int, float):
        names = ("gt", "ge", "lt", "le", "multiple_of")
        bounds = [constraints.get(name) for name in names]
        if annotation is float:
            bounds = [None if bound is None else float(bound) for bound in bounds]
        return annotation.__name__, *bounds
    if annotation is str:
        pattern = constraints.get("pattern")
        if pattern is not None:
            pattern = (getattr(pattern, "pattern", pattern), re.compile(pattern).search)
        return "str", constraints.get("min_length"), constraints.get("max_length"), pattern
    if annotation is bool or annotation is bytes:
        return (annotation.__name__,)
    if annotation in (list, set, frozenset, tuple, dict):
        return _describe_generic(annotation, (), constraints, inside)
    if annotation in _CALLS:
        return "call", _CALLS[annotation]
    if is_subclass(annotation, enum.Enum):
        choices = {member.value: member for member in annotation}
        choices.update({member: member for member in annotation})
        if issubclass(annotation, int):
            # A parameter in a path or query is text.
            for member in annotation:
                choices.setdefault(str(member.value), member)
        return "choice", "enum", choices, _expected([member.value for member in annotation])
    if is_subclass(annotation, Model) or dataclasses.is_dataclass(annotation) or typing.is_typeddict(annotation):
        if annotation in inside:
            return "lazy", lambda: checker_of(annotation)
        return _describe_object(annotation, (*inside, annotation))
    if isinstance(getattr(annotation, "_validate", None), types.MethodType):
        return "call", _called(annotation._validate)
    raise FastAPIError(
        "Invalid args for response field! Hint: "
        f"check that {annotation} is a valid type of a field: annotated types, dataclasses, TypedDict, Model. "
        "With pydantic installed, its types are, too. If you are using a return type annotation that is not, you can "
        "disable generating the response model with the parameter response_model=None.")


def _called(function):
    def check(value):
        try:
            return function(value)
        except ValueError as error:
            raise ValueError("value_error", f"Value error, {error}", {"error": {}}) from None

    return check


def _describe_union(args, constraints, inside):
    kinds = [arg for arg in args if arg is not type(None)]
    if len(kinds) == 1:
        inner = describe(kinds[0], constraints, inside)
    else:
        inner = "union", [(_tag(kind), describe(kind, constraints, inside)) for kind in kinds]
    return inner if len(kinds) == len(args) else ("optional", inner)


def _tag(kind):
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _tag(args[0])
    if origin is Literal:
        return f"literal[{','.join(map(repr, args))}]"
    if origin is not None:
        return f"{getattr(origin, '__name__', origin)}[{','.join(_tag(arg) for arg in args)}]"
    return getattr(kind, "__name__", str(kind)) if kind is not Any else "any"


_SEQUENCES = {list: "list", set: "set", frozenset: "frozenset", tuple: "tuple", collections.abc.Sequence: "list",
              collections.abc.Iterable: "list", collections.abc.Collection: "list"}


def _describe_generic(origin, args, constraints, inside):
    if origin in _SEQUENCES:
        if origin is tuple and args and args[-1] is not Ellipsis:
            return "row", [describe(arg, None, inside) for arg in args]
        item = describe(args[0] if args else Any, None, inside)
        return _SEQUENCES[origin], item, constraints.get("min_length"), constraints.get("max_length")
    if origin in (dict, collections.abc.Mapping, collections.abc.MutableMapping):
        key, value = args or (Any, Any)
        return "dict", describe(key, None, inside), describe(value, None, inside)
    raise FastAPIError(f"{origin} is not a type that krait.api checks; install pydantic for it")


def _describe_object(cls, inside):
    fields = []
    for name, info in model_infos(cls).items():
        is_optional = getattr(info, "is_optional_key", False)
        fields.append((name, info.validation_alias or name, describe(info.annotation, info.constraints, inside),
                       ... if is_optional else info.default, info.default_factory,
                       info.is_required() and not is_optional))
    if typing.is_typeddict(cls):
        return "object", "dict", dict, None, fields, "ignore"
    if dataclasses.is_dataclass(cls):
        return "object", "dataclass", cls, lambda data: cls(**data), fields, "ignore"
    return "object", "model", cls, cls._from_checked, fields, cls.model_config.get("extra", "ignore")


def has_models(annotation):
    """Is there a `Model` in the annotation, or a TypedDict that pydantic does not take? Then our own checker is asked,
    whatever is installed."""
    if sys.version_info < (3, 12) and typing.is_typeddict(annotation) and type(annotation).__module__ == "typing":
        return True
    return is_subclass(annotation, Model) or any(has_models(arg) for arg in get_args(annotation))


def checker_of(annotation):
    if annotation not in _checkers:
        _checkers[annotation] = native().Checker(describe(annotation))
    return _checkers[annotation]


# ---- fields

class OwnField(ModelField):
    """Our own checker does the work."""

    def _prepare(self):
        self.checker = native().Checker(describe(self.field_info.annotation, constraints_of(self.field_info)))

    def validate(self, value, values=None, *, loc=()):
        value, errors = self.checker.check(value, tuple(loc))
        return value, errors or []

    def check_value(self, value):
        """For plans: the value, or any exception."""
        value, errors = self.checker.check(value)
        if errors:
            raise ValueError
        return value

    def serialize(self, value, *, mode="json", include=None, exclude=None, **options):
        from krait.api.encoders import jsonable_encoder

        return jsonable_encoder(only_declared(self.field_info.annotation, value), include=include, exclude=exclude,
                                **options)

    def serialize_json(self, value, **options):
        data = self.serialize(value, **options)
        written = native().dumps(data)
        if written is None:
            written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        return written


def only_declared(annotation, value):
    """The value without what its annotation does not name: an instance of a subclass may have more."""
    if isinstance(value, Model) and is_subclass(annotation, Model) and type(value) is not annotation:
        made = annotation.__new__(annotation)
        names = model_infos(annotation)
        made.__dict__.update({name: item for name, item in value.__dict__.items() if name in names})
        made.__dict__["model_fields_set"] = value.model_fields_set & set(names)
        return made
    if isinstance(value, list) and get_origin(annotation) is list:
        return [only_declared(get_args(annotation)[0], item) for item in value]
    return value


# ---- JSON schema

_FORMATS = {datetime.datetime: "date-time", datetime.date: "date", datetime.time: "time", uuid.UUID: "uuid"}
_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}
_KEYWORDS = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum",
             "multiple_of": "multipleOf", "min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"}


class _Schemas:
    def __init__(self, prefix):
        self.prefix = prefix
        self.definitions = {}
        self.names = {}

    def of(self, annotation, constraints=None):
        constraints = constraints or {}
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            info = _info_of(annotation, Undefined)
            return self.of(info.annotation, {**info.constraints, **constraints})
        if annotation in (None, type(None)):
            return {"type": "null"}
        if is_union(annotation):
            return {"anyOf": [self.of(arg, None if arg is type(None) else constraints) for arg in args]}
        if origin is Literal:
            return self._choices(args)
        if annotation in _SCALARS:
            return {"type": _SCALARS[annotation], **self._constraints(constraints)}
        if annotation in _FORMATS:
            return {"type": "string", "format": _FORMATS[annotation]}
        if annotation is bytes:
            return {"type": "string", "contentMediaType": "application/octet-stream"}
        if annotation is decimal.Decimal:
            return {"anyOf": [{"type": "number"}, {"type": "string"}]}
        container = origin or annotation
        if container in _SEQUENCES:
            return self._sequence(container, args, constraints)
        if container in (dict, collections.abc.Mapping, collections.abc.MutableMapping):
            value = self.of(args[1]) if args else True
            return {"type": "object", "additionalProperties": value or True}
        if is_subclass(annotation, enum.Enum) or self._is_object(annotation):
            return self._reference(annotation)
        schema = getattr(annotation, "__get_pydantic_json_schema__", None)
        return schema(None, None) if schema else {}

    @staticmethod
    def _is_object(annotation):
        return is_subclass(annotation, Model) or dataclasses.is_dataclass(annotation) \
            or typing.is_typeddict(annotation)

    @staticmethod
    def _constraints(constraints):
        return {_KEYWORDS[name]: getattr(value, "pattern", value) for name, value in constraints.items()
                if name in _KEYWORDS}

    @staticmethod
    def _choices(values):
        kinds = {type(value) for value in values}
        schema = {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
        if len(kinds) == 1 and next(iter(kinds)) in _SCALARS:
            schema["type"] = _SCALARS[next(iter(kinds))]
        return schema

    def _sequence(self, container, args, constraints):
        if container is tuple and args and args[-1] is not Ellipsis:
            return {"type": "array", "prefixItems": [self.of(arg) for arg in args], "minItems": len(args),
                    "maxItems": len(args)}
        schema = {"type": "array", "items": self.of(args[0]) if args else {}}
        if container in (set, frozenset):
            schema["uniqueItems"] = True
        for name, keyword in (("min_length", "minItems"), ("max_length", "maxItems")):
            if constraints.get(name) is not None:
                schema[keyword] = constraints[name]
        return schema

    def _reference(self, cls):
        name = self.names.get(cls)
        if name is None:
            name = cls.__name__ if cls.__name__ not in self.names.values() else \
                f"{cls.__module__}__{cls.__qualname__}".replace(".", "__")
            self.names[cls] = name
            self.definitions[name] = {}
            self.definitions[name].update(self._enum(cls) if is_subclass(cls, enum.Enum) else self._object(cls))
        return {"$ref": self.prefix + name}

    def _enum(self, cls):
        schema = self._choices([member.value for member in cls])
        schema.setdefault("enum", [schema.pop("const", None)])
        return {**schema, "title": cls.__name__, **self._doc(cls)}

    @staticmethod
    def _doc(cls):
        import inspect

        text = cls.__dict__.get("__doc__")
        if not text or text.startswith(f"{cls.__name__}(") or text in (enum.Enum.__doc__, "An enumeration."):
            return {}
        return {"description": inspect.cleandoc(text).split("\f")[0]}

    def _object(self, cls):
        properties, required = {}, []
        for name, info in model_infos(cls).items():
            alias = info.validation_alias or name
            schema = self.of(info.annotation, info.constraints)
            if "$ref" not in schema:
                schema = {**schema, "title": info.title or alias.replace("_", " ").title()}
            if info.description:
                schema["description"] = info.description
            if info.examples:
                schema["examples"] = info.examples
            if info.is_required():
                if not getattr(info, "is_optional_key", False):
                    required.append(alias)
            elif info.default_factory is None:
                schema["default"] = info.default
            properties[alias] = schema
        made = {"properties": properties, "type": "object", "title": cls.__name__, **self._doc(cls)}
        if required:
            made["required"] = required
        if getattr(cls, "model_config", {}).get("extra") == "forbid":
            made["additionalProperties"] = False
        return made


def own_schemas(fields, prefix):
    """({field: schema}, definitions)."""
    schemas = _Schemas(prefix)
    mapping = {}
    for field in fields:
        info = plain(field.field_info)
        schema = schemas.of(info.annotation, info.constraints)
        if not info.is_required() and info.default_factory is None and info.default is not None:
            schema = {**schema, "default": info.default}
        for name in ("description", "examples"):
            if getattr(info, name, None):
                schema = {**schema, name: getattr(info, name)}
        mapping[field] = schema
    return mapping, schemas.definitions
