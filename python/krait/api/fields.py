"""A field: a described annotation with what checks values, writes them out and describes them as JSON schema.

`make_field` chooses who does the work: pydantic where it is installed, else our own checker in C (`own_fields`).
"""

import re
import warnings
from dataclasses import is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Annotated, get_args, get_origin

from krait.api import introspection
from krait.api.exceptions import FastAPIError, PydanticV1NotSupportedError
from krait.api.fieldinfo import FieldInfo, Undefined
from krait.api.foreign import optional, pydantic_is_here
from krait.api.introspection import MODELS, is_subclass

if pydantic_is_here:
    from pydantic import AliasChoices, AliasPath, BaseModel, Json, TypeAdapter, ValidationError, create_model
    from pydantic import Field as PydanticField
    from pydantic import PydanticSchemaGenerationError as SchemaError
    from pydantic.json_schema import GenerateJsonSchema as _GenerateJsonSchema

    _UnsupportedWarning = optional("pydantic.warnings", "UnsupportedFieldAttributeWarning")
else:
    AliasChoices = AliasPath = Json = type("Absent", (), {})

REF_PREFIX = "#/components/schemas/"
REF_TEMPLATE = "#/components/schemas/{model}"

_ATTRIBUTES = ("default", "default_factory", "alias", "alias_priority", "validation_alias", "serialization_alias",
               "title", "field_title_generator", "description", "examples", "exclude", "exclude_if", "discriminator",
               "deprecated", "json_schema_extra", "frozen", "validate_default", "repr", "init", "init_var", "kw_only")


class ModelField:
    """What both kinds of fields have."""

    def __init__(self, field_info, name, mode="validation", config=None):
        self.field_info = field_info
        self.name = name
        self.mode = mode
        self.config = config
        self.is_json = any(type(item) is Json for item in field_info.metadata)
        self.is_sequence = introspection.is_sequence(field_info.annotation)
        self._prepare()

    @property
    def alias(self):
        alias = self.field_info.alias
        return self.name if alias is None else alias

    @property
    def validation_alias(self):
        alias = self.field_info.validation_alias
        return alias if isinstance(alias, str) and alias else None

    @property
    def serialization_alias(self):
        return self.field_info.serialization_alias or None

    @property
    def default(self):
        return self.get_default()

    def get_default(self):
        if self.field_info.is_required():
            return Undefined
        return self.field_info.get_default(call_default_factory=True)

    def check(self, value, loc):
        """(value, errors) of what a request held; a missing value is its default or an error."""
        if value is Undefined:
            if self.field_info.is_required():
                return None, [missing_error(loc)]
            value = self.get_default()
            if not self.field_info.validate_default:
                return value, []
        return self.validate(value, loc=loc)


def missing_error(loc):
    return {"type": "missing", "loc": loc, "msg": "Field required", "input": None}


class AdapterField(ModelField):
    """pydantic's TypeAdapter does the work."""

    def _prepare(self):
        info = self.field_info
        attributes = {name: value for name in _ATTRIBUTES if (value := getattr(info, name, Undefined)) is not Undefined}
        with warnings.catch_warnings():
            if _UnsupportedWarning is not None:
                warnings.simplefilter("ignore", category=_UnsupportedWarning)
            annotation = Annotated[(info.annotation, *info.metadata, PydanticField(**attributes))]
            self.adapter = TypeAdapter(annotation, config=self.config)

    def validate(self, value, values=None, *, loc=()):
        try:
            return self.adapter.validate_python(value, from_attributes=True), []
        except ValidationError as error:
            return None, [{**item, "loc": tuple(loc) + item["loc"]} for item in error.errors(include_url=False)]

    def serialize(self, value, *, mode="json", **options):
        return self.adapter.dump_python(value, mode=mode, **options)

    def serialize_json(self, value, **options):
        return self.adapter.dump_json(value, **options)


def is_adapter(field):
    return pydantic_is_here and isinstance(field, AdapterField)


def make_field(name, annotation, info=None, mode="validation", default=Undefined, alias=None):
    if introspection.is_pydantic_v1(annotation):
        raise PydanticV1NotSupportedError(
            f"pydantic.v1 models are no longer supported by FastAPI. Please update the response model {annotation!r}.")
    info = info or FieldInfo(annotation=annotation, default=default, alias=alias)
    from krait.api import own_fields

    if not pydantic_is_here or own_fields.has_models(info.annotation):
        return own_fields.OwnField(info, name, mode)
    try:
        return AdapterField(info, name, mode)
    except SchemaError:
        raise FastAPIError(
            "Invalid args for response field! Hint: "
            f"check that {annotation} is a valid Pydantic field type. "
            "If you are using a return type annotation that is not a valid Pydantic "
            "field (e.g. Union[Response, dict, None]) you can disable generating the "
            "response model from the type annotation with the path operation decorator "
            "parameter response_model=None. Read more: "
            "https://fastapi.tiangolo.com/tutorial/response-model/") from None


def is_scalar_field(field):
    from krait.api.params import Body

    return introspection.is_scalar(field.field_info.annotation) and not isinstance(field.field_info, Body)


@lru_cache(maxsize=4096)
def model_fields(model):
    """The fields of a model, each as a field of its own."""
    if not (pydantic_is_here and issubclass(model, BaseModel)):
        from krait.api.own_fields import own_model_fields

        return own_model_fields(model)
    fields = []
    for name, info in model.model_fields.items():
        has_config = is_subclass(info.annotation, (*MODELS, dict)) or is_dataclass(info.annotation)
        fields.append(AdapterField(info, name, config=None if has_config else model.model_config))
    return fields


def make_body_model(fields, name, config=None):
    if not all(is_adapter(field) for field in fields):
        from krait.api.own_fields import own_body_model

        return own_body_model(fields, name)
    return create_model(name, __config__=config,
                        **{field.name: (field.field_info.annotation, field.field_info) for field in fields})


def model_extra(model):
    return getattr(model, "model_config", {}).get("extra")


def validation_alias(field):
    return field.validation_alias or field.alias


def field_aliases(field, convert_underscores=False):
    """[(the name that checking knows, the name in the request)], the first one preferred."""
    from krait.api.params import Path

    alias = validation_alias(field)
    in_request = alias.replace("_", "-") if convert_underscores and alias == field.name else alias
    chosen = field.field_info.validation_alias
    if isinstance(field.field_info, Path) or isinstance(chosen, AliasPath):
        return [(alias, in_request)]
    aliases = [(alias, in_request)]
    if isinstance(chosen, AliasChoices):
        if any(isinstance(choice, AliasPath) for choice in chosen.choices):
            return aliases
        aliases = [(choice, choice) for choice in chosen.choices]
    config = field.config or {}
    by_alias = config.get("validate_by_alias")
    if by_alias is False or config.get("validate_by_name", config.get("populate_by_name", False)):
        name = field.name.replace("_", "-") if convert_underscores else field.name
        if by_alias is False:
            return [(field.name, name)]
        if field.name not in [known for known, _ in aliases]:
            aliases.append((field.name, name))
    return aliases


# ---- JSON schema of many fields at once: models are named once for all of them.

if pydantic_is_here:

    class _Schemas(_GenerateJsonSchema):
        def bytes_schema(self, schema):
            made = {"type": "string", "contentMediaType": "application/octet-stream"}
            config = self._config
            mode = config.ser_json_bytes if self.mode == "serialization" else config.val_json_bytes
            if mode == "base64":
                made["contentEncoding"] = "base64"
            self.update_with_validations(made, schema, self.ValidationsMapping.bytes)
            return made


def _add_models(annotation, known):
    """The models and enums in an annotation, into the dictionary `known` as a set that keeps order."""
    if is_subclass(annotation, BaseModel):
        if annotation not in known:
            known[annotation] = True
            for info in annotation.model_fields.values():
                _add_models(info.annotation, known)
    elif is_subclass(annotation, Enum):
        known[annotation] = True
    elif get_origin(annotation) is not None:
        for arg in get_args(annotation):
            _add_models(arg, known)


def _has_computed(annotation, known):
    if is_subclass(annotation, BaseModel):
        if annotation in known:
            return False
        known.add(annotation)
        return bool(annotation.model_computed_fields) or any(
            _has_computed(info.annotation, known) for info in annotation.model_fields.values())
    return any(_has_computed(arg, known) for arg in get_args(annotation))


def _has_computed_fields(field):
    schema = field.adapter.core_schema.get("schema", {})
    return bool(isinstance(schema, dict) and schema.get("computed_fields")) or _has_computed(
        field.field_info.annotation, set())


class FieldSchemas:
    """The schemas of the fields of an application, and the definitions that they refer to."""

    def __init__(self, fields, separate=True):
        from krait.api.own_fields import own_schemas

        self.separate = separate
        self.own, own_definitions = own_schemas([field for field in fields if not is_adapter(field)], REF_PREFIX)
        fields = [field for field in fields if is_adapter(field)]
        self.definitions = own_definitions
        if not fields:
            return
        more = []
        taken = [field.field_info.annotation for field in fields]
        for mode in ("validation", "serialization"):
            known = {}
            for field in fields:
                if field.mode == mode:
                    _add_models(field.field_info.annotation, known)
            more += [AdapterField(FieldInfo(annotation=model), model.__name__, mode)
                     for model in known if model not in taken]
        inputs = [(field, self._mode(field), field.adapter.core_schema) for field in list(fields) + more]
        self.mapping, definitions = _Schemas(ref_template=REF_TEMPLATE).generate_definitions(inputs=inputs)
        self.definitions = {**own_definitions, **definitions}
        for definition in self.definitions.values():
            if "description" in definition:
                definition["description"] = definition["description"].split("\f")[0]

    def _mode(self, field):
        return field.mode if self.separate or _has_computed_fields(field) else "validation"

    def of(self, field, alias=None):
        if alias is None:
            other = field.validation_alias if field.mode == "validation" else field.serialization_alias
            alias = other or field.alias
        if is_adapter(field):
            schema = self.mapping[field, self._mode(field)].copy()
        else:
            schema = self.own[field].copy()
        if "$ref" not in schema:
            schema["title"] = field.field_info.title or alias.title().replace("_", " ")
        return schema


def normalize_name(name):
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", name)
