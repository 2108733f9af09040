"""Descriptions of fields: pydantic's where it is installed, else our own with the same attributes."""

import copy
from typing import Annotated, Any, get_args, get_origin

from krait.api.foreign import pydantic_is_here


class _UndefinedType:
    def __repr__(self):
        return "PydanticUndefined"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return "Undefined"


if pydantic_is_here:
    from pydantic_core import PydanticUndefined as Undefined
else:
    Undefined = _UndefinedType()

CONSTRAINTS = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "pattern", "allow_inf_nan", "strict")


class PlainFieldInfo:
    """What is said of a field; constraints are a dictionary of those that were given."""

    def __init__(self, default=Undefined, *, default_factory=None, annotation=None, alias=None,
                 alias_priority=None, validation_alias=None, serialization_alias=None, title=None,
                 description=None, examples=None, discriminator=None, validate_default=None, deprecated=None,
                 json_schema_extra=None, exclude=None, **constraints):
        self.default = Undefined if default is ... else default
        self.default_factory = default_factory
        self.annotation = annotation
        self.alias = alias
        self.alias_priority = alias_priority
        self.validation_alias = validation_alias or alias
        self.serialization_alias = serialization_alias or alias
        self.title = title
        self.description = description
        self.examples = examples
        self.discriminator = discriminator
        self.validate_default = validate_default
        self.deprecated = deprecated
        self.json_schema_extra = json_schema_extra
        self.exclude = exclude
        self.constraints = {key: value for key, value in constraints.items()
                            if key in CONSTRAINTS and value is not None}
        self.metadata = []

    def is_required(self):
        return self.default is Undefined and self.default_factory is None

    def get_default(self, *, call_default_factory=False, **_):
        if self.default_factory is not None:
            return self.default_factory() if call_default_factory else None
        return copy.deepcopy(self.default)


if pydantic_is_here:
    from pydantic.fields import FieldInfo as FieldInfo
else:
    FieldInfo = PlainFieldInfo


def constraints_of(item):
    """What holds for values, of a description of either kind or one of the objects of annotated_types."""
    if isinstance(item, PlainFieldInfo):
        return item.constraints
    if isinstance(item, FieldInfo):
        return {name: value for part in item.metadata for name, value in constraints_of(part).items()}
    return {name: value for name in CONSTRAINTS if (value := getattr(item, name, None)) is not None}


def plain(info):
    """A description of either kind as one of ours."""
    if isinstance(info, PlainFieldInfo):
        return info
    made = PlainFieldInfo(default=info.default)
    for name in ("default_factory", "annotation", "alias", "validation_alias", "serialization_alias", "title",
                 "description", "examples", "deprecated", "json_schema_extra"):
        setattr(made, name, getattr(info, name, None))
    made.validation_alias = made.validation_alias or made.alias
    made.serialization_alias = made.serialization_alias or made.alias
    made.constraints = constraints_of(info)
    return made


def Field(default: Any = Undefined, **options: Any) -> Any:
    """A field of a `Model`: its default and what holds for it."""
    if pydantic_is_here:
        from pydantic import Field as field

        return field(default, **options)
    return FieldInfo(default, **options)


def described(info, annotation):
    """A copy of `info` for an annotation, which may be Annotated with more to say."""
    if pydantic_is_here:
        merged = type(info).from_annotation(annotation)
        made = copy.copy(info)
        for name in _ATTRIBUTES:
            value = getattr(merged, name, Undefined)
            if value is not Undefined:
                setattr(made, name, value)
        made._attributes_set = merged._attributes_set.copy()
        made.metadata = merged.metadata
        made.annotation = merged.annotation
        return made
    made = copy.copy(info)
    made.constraints = dict(info.constraints)
    if get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        for item in metadata:
            if isinstance(item, FieldInfo) and item is not info:
                made.constraints.update(item.constraints)
    made.annotation = annotation
    return made


_ATTRIBUTES = ("default", "default_factory", "alias", "alias_priority", "validation_alias", "serialization_alias",
               "title", "field_title_generator", "description", "examples", "exclude", "exclude_if", "discriminator",
               "deprecated", "json_schema_extra", "frozen", "validate_default", "repr", "init", "init_var", "kw_only")
