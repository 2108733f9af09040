"""Values of Python as what JSON can hold."""

import dataclasses
import datetime
import warnings
from collections import deque
from decimal import Decimal
from enum import Enum
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network
from pathlib import Path, PurePath
from re import Pattern
from types import GeneratorType
from uuid import UUID

from krait.api.exceptions import PydanticV1NotSupportedError
from krait.api.fieldinfo import Undefined
from krait.api.foreign import optional, pydantic_is_here
from krait.api.introspection import is_pydantic_v1_instance
from krait.api.model import Model


def isoformat(value):
    return value.isoformat()


def decimal_encoder(value):
    exponent = value.as_tuple().exponent
    return int(value) if isinstance(exponent, int) and exponent >= 0 else float(value)


ENCODERS_BY_TYPE = {
    bytes: lambda value: value.decode(),
    datetime.date: isoformat,
    datetime.datetime: isoformat,
    datetime.time: isoformat,
    datetime.timedelta: lambda value: value.total_seconds(),
    Decimal: decimal_encoder,
    Enum: lambda value: value.value,
    frozenset: list, deque: list, set: list, GeneratorType: list,
    IPv4Address: str, IPv4Interface: str, IPv4Network: str, IPv6Address: str, IPv6Interface: str, IPv6Network: str,
    Path: str, UUID: str,
    Pattern: lambda value: value.pattern,
}

if pydantic_is_here:
    from pydantic import BaseModel

    for _module, _name in (("pydantic.networks", "NameEmail"), ("pydantic.networks", "AnyUrl"), ("pydantic_core", "Url"),
                           ("pydantic.types", "SecretBytes"), ("pydantic.types", "SecretStr"),
                           ("pydantic_extra_types.color", "Color"), ("pydantic.color", "Color")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some of these are deprecated, and still in use
            _kind = optional(_module, _name)
        if _kind is not None:
            ENCODERS_BY_TYPE[_kind] = str
else:
    BaseModel = ()

_PLAIN = (str, int, float, type(None))


def jsonable_encoder(obj, include=None, exclude=None, by_alias=True, exclude_unset=False, exclude_defaults=False,
                     exclude_none=False, custom_encoder=None, sqlalchemy_safe=True):
    if custom_encoder:
        if type(obj) in custom_encoder:
            return custom_encoder[type(obj)](obj)
        for kind, encode in custom_encoder.items():
            if isinstance(obj, kind):
                return encode(obj)
    if include is not None and not isinstance(include, (set, dict)):
        include = set(include)
    if exclude is not None and not isinstance(exclude, (set, dict)):
        exclude = set(exclude)
    options = {"by_alias": by_alias, "exclude_unset": exclude_unset, "exclude_defaults": exclude_defaults,
               "exclude_none": exclude_none, "custom_encoder": custom_encoder, "sqlalchemy_safe": sqlalchemy_safe}
    if isinstance(obj, BaseModel):
        data = obj.model_dump(mode="json", include=include, exclude=exclude, by_alias=by_alias,
                              exclude_unset=exclude_unset, exclude_none=exclude_none,
                              exclude_defaults=exclude_defaults)
        return jsonable_encoder(data, exclude_none=exclude_none, exclude_defaults=exclude_defaults,
                                sqlalchemy_safe=sqlalchemy_safe)
    if isinstance(obj, Model):
        data = obj.model_dump(by_alias=by_alias, exclude_unset=exclude_unset, exclude_defaults=exclude_defaults)
        return jsonable_encoder(data, include, exclude, **options)
    if dataclasses.is_dataclass(obj) and not isinstance(obj, type):
        return jsonable_encoder(dataclasses.asdict(obj), include, exclude, **options)
    if isinstance(obj, Enum):
        return obj.value
    if isinstance(obj, PurePath):
        return str(obj)
    if isinstance(obj, _PLAIN):
        return obj
    if obj is Undefined:
        return None
    if isinstance(obj, dict):
        return _encode_dict(obj, include, exclude, options)
    if isinstance(obj, (list, set, frozenset, GeneratorType, tuple, deque)):
        return [jsonable_encoder(item, include, exclude, **options) for item in obj]
    if type(obj) in ENCODERS_BY_TYPE:
        return ENCODERS_BY_TYPE[type(obj)](obj)
    for kind, encode in ENCODERS_BY_TYPE.items():
        if isinstance(obj, kind):
            return encode(obj)
    if is_pydantic_v1_instance(obj):
        raise PydanticV1NotSupportedError(
            f"pydantic.v1 models are no longer supported by FastAPI. Please update the model {obj!r}.")
    return jsonable_encoder(_as_dict(obj), include, exclude, **options)


def _encode_dict(obj, include, exclude, options):
    keys = obj.keys()
    if include is not None:
        keys = keys & set(include)
    if exclude is not None:
        keys = keys - set(exclude)
    encoded = {}
    for key, value in obj.items():
        if options["sqlalchemy_safe"] and isinstance(key, str) and key.startswith("_sa"):
            continue
        if (value is None and options["exclude_none"]) or key not in keys:
            continue
        encoded[jsonable_encoder(key, **options)] = jsonable_encoder(value, **options)
    return encoded


def _as_dict(obj):
    errors = []
    try:
        return dict(obj)
    except Exception as error:
        errors.append(error)
    try:
        return vars(obj)
    except Exception as error:
        errors.append(error)
        raise ValueError(errors) from error
