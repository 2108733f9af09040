"""Where parameters come from and what holds for them: Query, Path, Header, Cookie, Body, Form, File; Depends, Security.

With pydantic installed these are its field infos, so its constraints and models take them; without it, our own.
"""

import inspect
import warnings
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Callable, Literal, Sequence

from krait.api.concurrency import DependencyConcurrency
from krait.api.datastructures import _Unset
from krait.api.exceptions import FastAPIDeprecationWarning
from krait.api.fieldinfo import FieldInfo, Undefined


class ParamTypes(Enum):
    query = "query"
    header = "header"
    path = "path"
    cookie = "cookie"


# Options of every parameter, with what they are when nobody says.
_OPTIONS = {
    "default_factory": _Unset, "annotation": None, "alias": _Unset, "alias_priority": _Unset,
    "validation_alias": _Unset, "serialization_alias": _Unset, "title": _Unset, "description": _Unset,
    "gt": None, "ge": None, "lt": None, "le": None, "min_length": None, "max_length": None, "pattern": None,
    "regex": None, "discriminator": _Unset, "strict": _Unset, "validate_default": _Unset, "union_mode": _Unset,
    "fail_fast": _Unset, "multiple_of": _Unset, "allow_inf_nan": _Unset, "max_digits": _Unset,
    "decimal_places": _Unset, "examples": _Unset, "example": _Unset, "openapi_examples": None,
    "deprecated": _Unset, "include_in_schema": True, "json_schema_extra": _Unset,
}
# What we keep ourselves and pydantic never sees.
_OURS = ("example", "include_in_schema", "openapi_examples", "regex")


def _warn(text):
    # The caller of Query(...) and of the class behind it: outside of this package.
    level, frame = 2, inspect.currentframe()
    while frame.f_back is not None and frame.f_back.f_globals.get("__name__", "").startswith("krait.api.param"):
        frame, level = frame.f_back, level + 1
    warnings.warn(text, category=FastAPIDeprecationWarning, stacklevel=level)


def _init_field(self, default, options):
    unknown = options.keys() - _OPTIONS.keys()
    if unknown:
        raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {min(unknown)!r}")
    chosen = {**_OPTIONS, **options}
    if chosen["example"] is not _Unset:
        _warn("`example` has been deprecated, please use `examples` instead")
    if chosen["regex"] is not None:
        _warn("`regex` has been deprecated, please use `pattern` instead")
    self.example = chosen["example"]
    self.include_in_schema = chosen["include_in_schema"]
    self.openapi_examples = chosen["openapi_examples"]
    chosen["pattern"] = chosen["pattern"] or chosen["regex"]
    if any(chosen["serialization_alias"] is none for none in (_Unset, None)) and isinstance(chosen["alias"], str):
        chosen["serialization_alias"] = chosen["alias"]
    if any(chosen["validation_alias"] is none for none in (_Unset, None)):
        chosen["validation_alias"] = chosen["alias"]
    passed = {key: value for key, value in chosen.items() if value is not _Unset and key not in _OURS}
    FieldInfo.__init__(self, default=default, **passed)


class Param(FieldInfo):
    in_: ParamTypes

    def __init__(self, default: Any = Undefined, **options: Any):
        _init_field(self, default, options)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.default})"


class Path(Param):
    in_ = ParamTypes.path

    def __init__(self, default: Any = ..., **options: Any):
        assert default is ..., "Path parameters cannot have a default value"
        self.in_ = self.in_
        super().__init__(default, **options)


class Query(Param):
    in_ = ParamTypes.query


class Header(Param):
    in_ = ParamTypes.header

    def __init__(self, default: Any = Undefined, *, convert_underscores: bool = True, **options: Any):
        self.convert_underscores = convert_underscores
        super().__init__(default, **options)


class Cookie(Param):
    in_ = ParamTypes.cookie


class Body(FieldInfo):
    def __init__(self, default: Any = Undefined, *, embed: "bool | None" = None,
                 media_type: str = "application/json", **options: Any):
        self.embed = embed
        self.media_type = media_type
        _init_field(self, default, options)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.default})"


class Form(Body):
    def __init__(self, default: Any = Undefined, *, media_type: str = "application/x-www-form-urlencoded",
                 **options: Any):
        super().__init__(default, media_type=media_type, **options)


class File(Form):
    def __init__(self, default: Any = Undefined, *, media_type: str = "multipart/form-data", **options: Any):
        super().__init__(default, media_type=media_type, **options)


@dataclass(frozen=True)
class Depends:
    dependency: "Callable[..., Any] | None" = None
    use_cache: bool = True
    scope: "Literal['function', 'request'] | None" = None
    max_concurrency: "int | None" = field(default=None, kw_only=True)
    _concurrency: "DependencyConcurrency | None" = field(default=None, repr=False, kw_only=True)

    def __post_init__(self):
        if self.max_concurrency is None:
            object.__setattr__(self, "_concurrency", None)
            return
        if type(self.max_concurrency) is not int or self.max_concurrency < 1:
            raise ValueError("max_concurrency must be a positive integer or None")
        if self._concurrency is None or self._concurrency.max_concurrency != self.max_concurrency:
            object.__setattr__(self, "_concurrency", DependencyConcurrency(self.max_concurrency))


@dataclass(frozen=True)
class Security(Depends):
    scopes: "Sequence[str] | None" = None


def _sign(cls):
    """Gives a class the signature that its options make, for editors and `help`."""
    own = [parameter for parameter in list(inspect.signature(cls.__init__).parameters.values())[1:]
           if parameter.kind is not parameter.VAR_KEYWORD]
    more = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default)
            for name, default in _OPTIONS.items()]
    cls.__signature__ = inspect.Signature(own + more)


for _cls in (Param, Path, Query, Header, Cookie, Body, Form, File):
    _sign(_cls)
