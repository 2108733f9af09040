"""Values of fields in forms and other mappings with several values for a name; bodies described for the schema."""

from copy import copy, deepcopy
from functools import partial
from typing import Annotated, Union, get_args, get_origin

from krait.api import introspection, params
from krait.api.datastructures import FormData, Headers, ImmutableMultiDict, UploadFile
from krait.api.fieldinfo import Undefined
from krait.api.fields import (AdapterField, AliasChoices, field_aliases, make_body_model, make_field, model_extra,
                              model_fields, validation_alias)
from krait.api.foreign import is_kind, kinds, pydantic_is_here
from krait.api.introspection import model_of


def _is_empty_file(value):
    return is_kind(value, UploadFile) and value.filename == "" and value.size == 0


def multidict_value(field, values, alias):
    is_form = is_kind(values, FormData)
    if field.is_sequence and not field.is_json and isinstance(values, (*kinds(ImmutableMultiDict), *kinds(Headers))):
        value = values.getlist(alias)
        if is_form:
            value = [item for item in value if not _is_empty_file(item)]
    else:
        value = values.get(alias, None)
    if value is None or (is_form and (isinstance(value, str) and value == "" or _is_empty_file(value))) \
            or (field.is_sequence and len(value) == 0):
        return Undefined
    return value


def multidict_extras(received, done):
    """What no field took, with several values of a name as a list."""
    if is_kind(received, ImmutableMultiDict):
        items = received.multi_items()
    elif is_kind(received, Headers):
        items = received.items()
    else:
        for key in received:
            if key not in done:
                yield key, received.get(key)
        return
    grouped = {}
    for key, value in items:
        if key not in done:
            grouped.setdefault(key, []).append(value)
    for key, found in grouped.items():
        yield key, found[0] if len(found) == 1 else found


def form_union_models(annotation):
    if not introspection.is_union(annotation):
        return []
    models = [introspection.bare(arg) for arg in get_args(annotation) if arg is not type(None)]
    if len(models) < 2 or not all(introspection.is_subclass(model, introspection.MODELS) for model in models):
        return []
    return models


def add_form_union_validators(annotation):
    """Each of several models first picks its own fields out of the form."""
    if not pydantic_is_here:
        return annotation
    from pydantic import BeforeValidator, Tag

    choices = []
    for choice in get_args(annotation):
        if choice is type(None):
            choices.append(choice)
            continue
        model, metadata = choice, ()
        if get_origin(choice) is Annotated:
            model, *metadata = get_args(choice)
        tag = next((item for item in reversed(metadata) if isinstance(item, Tag)), Tag(model.__name__))
        choices.append(Annotated[choice, BeforeValidator(partial(_pick_fields, model=model)), tag])
    return Union[tuple(choices)]


def _pick_fields(value, *, model):
    if not isinstance(value, dict):
        return value
    form = FormData([(key, item) for key, items in value.items()
                     for item in (items if isinstance(items, list) else [items])])
    picked = {alias: item for alias, item, _ in extract_form_items(model_fields(model), form)}
    for key, item in value.items():
        if item is None or (isinstance(item, list) and not item):
            picked[key] = item
    return picked


def form_models(field):
    info = field.field_info
    if not isinstance(info, params.Form) or info.embed or field.is_json:
        return []
    model = model_of(info.annotation)
    return [model] if model is not None else form_union_models(info.annotation)


def form_model(field):
    models = form_models(field)
    return models[0] if len(models) == 1 else None


def extract_form_items(fields, form):
    known = set()
    for field in fields:
        for alias, _ in field_aliases(field):
            known.add(alias)
            value = multidict_value(field, form, alias)
            if value is not Undefined:
                yield alias, value, field
                break
    for key, value in multidict_extras(form, known):
        yield key, value, None


async def read_file_bytes(file):
    position = file.file.tell()
    try:
        return await file.read()
    finally:
        await file.seek(position)


_SEQUENCE_OF = {set: set, frozenset: frozenset, tuple: tuple}


async def extract_form_body(fields, form):
    for alias, value, field in extract_form_items(fields, form):
        if field is not None and isinstance(field.field_info, params.File):
            annotation = field.field_info.annotation
            if introspection.is_bytes(annotation) and is_kind(value, UploadFile):
                value = await read_file_bytes(value)
            elif introspection.is_bytes_sequence(annotation) and introspection.is_sequence_value(value):
                parts = [await read_file_bytes(item) if is_kind(item, UploadFile) else item for item in value]
                origin = get_origin(annotation) or annotation
                if introspection.is_union(annotation):
                    origin = next(get_origin(arg) or arg for arg in get_args(annotation) if arg is not type(None))
                value = _SEQUENCE_OF.get(origin, list)(parts)
        yield alias, value, field


def _is_supplied(model, form):
    own = {alias for item in model_fields(model) for alias, _ in field_aliases(item)}
    return bool(own.intersection(form) or (model_extra(model) in ("allow", "forbid") and form))


async def extract_form_model(field, models, form):
    if type(None) in get_args(field.field_info.annotation) and not any(_is_supplied(model, form) for model in models):
        return Undefined
    fields = model_fields(models[0]) if len(models) == 1 else []
    return {alias: item async for alias, item, _ in extract_form_body(fields, form)}


# ---- the body as one field, for the schema

def _form_model_schema(model, core_schema, handler):
    schema = handler(core_schema)
    resolved = handler.resolve_ref_schema(schema)
    properties, required = resolved.get("properties", {}), resolved.get("required", [])
    aliases = {}
    for field in model_fields(model):
        chosen = field.field_info.validation_alias
        name = chosen.choices[0] if isinstance(chosen, AliasChoices) else validation_alias(field)
        names = [alias for alias, _ in field_aliases(field)]
        if isinstance(name, str) and name in properties and (names[0] != name or (len(names) > 1 and name in required)):
            aliases[name] = names
    if not aliases:
        return schema
    made = deepcopy(resolved)
    made["properties"] = {aliases.get(name, [name])[0]: value for name, value in made["properties"].items()}
    made["required"] = []
    for name in required:
        names = aliases.get(name, [name])
        if len(names) == 1:
            made["required"].append(names[0])
        else:
            made.setdefault("allOf", []).append({"anyOf": [{"required": [one]} for one in names]})
    return made


def _absent(models):
    """The schema of a form in which none of the models has a field."""
    if any(model_extra(model) in ("allow", "forbid") for model in models):
        return {"maxProperties": 0}
    names = sorted({alias for model in models for item in model_fields(model) for alias, _ in field_aliases(item)})
    return {"not": {"anyOf": [{"required": [name]} for name in names]}} if names else {}


def _join_form_schemas(body_params, schema):
    """From an object with a member per parameter to one whose members are all parameters' fields."""
    parts = schema.pop("properties")
    schema.pop("required", None)
    properties, required, conditions = {}, [], []
    for index, param in enumerate(body_params):
        part = parts[f"field_{index}"]
        models = form_models(param)
        is_required = param.field_info.is_required()
        if not models:
            alias = field_aliases(param)[0][0]
            if alias in properties:
                conditions.append({"properties": {alias: part}})
            else:
                properties[alias] = part
            if is_required and alias not in required:
                required.append(alias)
            continue
        part.pop("default", None)
        if type(None) in get_args(param.field_info.annotation):
            part["anyOf"] = [choice for choice in part["anyOf"] if choice.get("type") != "null"]
            absent = _absent(models)
            if is_required:
                conditions.append({"not": absent})
            else:
                part = {"anyOf": [absent, part]}
        conditions.append(part)
    if properties:
        schema["properties"] = properties
    if required:
        schema["required"] = required
    schema["allOf"] = conditions


def make_body_field(*, body_params, name, embed_body_fields):
    """One field that stands for the whole body; None: there is none."""
    if not body_params:
        return None
    first = body_params[0]
    is_nullable_form = any(form_models(field) and type(None) in get_args(field.field_info.annotation)
                           for field in body_params)
    if not embed_body_fields and not is_nullable_form:
        return first
    fields, config = body_params, None
    if pydantic_is_here and any(form_models(field) for field in body_params):
        fields, config = [_part_field(index, field) for index, field in enumerate(body_params)], {
            "json_schema_extra": partial(_join_form_schemas, body_params)}
    model = make_body_model(fields, "Body_" + name, config)
    if not embed_body_fields:
        info = copy(first.field_info)
        info.annotation, info.metadata, info.discriminator = model, [], None
        return type(first)(info, first.name)
    kinds_of = [type(field.field_info) for field in body_params]
    options = {"annotation": model, "alias": "body"}
    if not any(field.field_info.is_required() for field in body_params):
        options["default"] = None
    kind = next((kind for kind in (params.File, params.Form) if any(issubclass(one, kind) for one in kinds_of)),
                params.Body)
    if kind is not params.File:
        media = [field.field_info.media_type for field in body_params if isinstance(field.field_info, kind)]
        if kind is params.Form and "multipart/form-data" in media:
            options["media_type"] = "multipart/form-data"
        elif len(set(media)) == 1:
            options["media_type"] = media[0]
    return make_field("body", model, kind(**options))


def _part_field(index, field):
    from pydantic import GetPydanticSchema

    info = copy(field.field_info)
    model = form_model(field)
    if model is not None:
        annotation = Annotated[model, GetPydanticSchema(get_pydantic_json_schema=partial(_form_model_schema, model))]
        info.annotation = annotation if info.annotation is model else Union[annotation, None]
    info.alias = info.validation_alias = info.serialization_alias = f"field_{index}"
    info.title = info.title or field.name.replace("_", " ").title()
    return AdapterField(info, f"field_{index}")
