"""The OpenAPI document of an application."""

import copy
import http.client
import inspect
import re
import warnings

from krait.api import routing, sse
from krait.api.datastructures import DefaultPlaceholder, _Unset
from krait.api.dependencies.utils import each_dependant, flat_fields, get_flat_params, param_model
from krait.api.encoders import jsonable_encoder
from krait.api.exceptions import FastAPIDeprecationWarning
from krait.api.fields import REF_PREFIX, FieldSchemas, field_aliases
from krait.api.introspection import is_subclass
from krait.api.foreign import kinds
from krait.api.openapi.constants import METHODS_WITH_BODY
from krait.api.responses import JSONResponse
from krait.api.utils import deep_dict_update, generate_operation_id_for_path, is_body_allowed_for_status_code

_VALIDATION = {
    "HTTPValidationError": {
        "title": "HTTPValidationError", "type": "object", "properties": {
            "detail": {"title": "Detail", "type": "array", "items": {"$ref": REF_PREFIX + "ValidationError"}}}},
    "ValidationError": {
        "title": "ValidationError", "type": "object", "properties": {
            "loc": {"title": "Location", "type": "array",
                    "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}},
            "msg": {"title": "Message", "type": "string"},
            "type": {"title": "Error Type", "type": "string"},
            "input": {"title": "Input"},
            "ctx": {"title": "Context", "type": "object"}},
        "required": ["loc", "msg", "type"]},
}
validation_error_definition = _VALIDATION["ValidationError"]
validation_error_response_definition = _VALIDATION["HTTPValidationError"]
_RANGES = {"1XX": "Information", "2XX": "Success", "3XX": "Redirection", "4XX": "Client Error",
           "5XX": "Server Error", "DEFAULT": "Default Response"}
_GROUPS = ("path", "query", "header", "cookie")


def generate_operation_id(*, route, method):
    warnings.warn("fastapi.openapi.utils.generate_operation_id() was deprecated, it is not used internally, and will "
                  "be removed soon", category=FastAPIDeprecationWarning, stacklevel=2)
    if route.operation_id:
        return route.operation_id
    return generate_operation_id_for_path(name=route.name, path=route.path_format, method=method)


class _Dependencies:
    """What a route's dependencies ask of the request, together."""

    def __init__(self, dependant):
        self.groups = {name: [] for name in _GROUPS}
        self.schemes, self.security = {}, {}
        for current, scopes in each_dependant(dependant):
            for name in _GROUPS:
                self.groups[name] += getattr(current, f"{name}_params")
            scheme = current.security_scheme
            if scheme is not None and current is not dependant:
                self.schemes[scheme.scheme_name] = _scheme_of(scheme)
                asked = self.security.setdefault(scheme.scheme_name, [])
                asked += [scope for scope in scopes if scope not in asked]

    def has_params(self):
        return any(flat_fields(fields) for fields in self.groups.values())


def _scheme_of(scheme):
    model = scheme.model
    if hasattr(model, "model_dump"):
        model = model.model_dump(by_alias=True, exclude_none=True)
    return jsonable_encoder(model, exclude_none=True)


def _parameters(dependencies, schemas):
    parameters = []
    for where, fields in dependencies.groups.items():
        for parent in fields:
            if not getattr(parent.field_info, "include_in_schema", True):
                continue
            model = param_model(parent)
            is_optional = model is not None and parent.field_info.annotation is not model \
                and not parent.field_info.is_required()
            for field in flat_fields([parent]):
                parameters.append(_parameter(where, parent, field, is_optional, schemas))
    # Of several of one name, the required one is told of; else the last.
    chosen = {(one["in"], one["name"]): one for one in parameters}
    chosen.update({(one["in"], one["name"]): one for one in parameters if one["required"]})
    return list(chosen.values())


def _parameter(where, parent, field, is_optional, schemas):
    info = field.field_info
    convert = where == "header" and getattr(
        info, "convert_underscores", getattr(parent.field_info, "convert_underscores", True))
    alias, name = field_aliases(field, convert)[0]
    parameter = {"name": name, "in": where, "required": info.is_required() and not is_optional,
                 "schema": schemas.of(field, alias)}
    if info.description:
        parameter["description"] = info.description
    examples, example = getattr(info, "openapi_examples", None), getattr(info, "example", _Unset)
    if examples:
        parameter["examples"] = jsonable_encoder(examples)
    elif example is not _Unset and example is not None:
        parameter["example"] = jsonable_encoder(example)
    if getattr(info, "deprecated", None):
        parameter["deprecated"] = True
    return parameter


def _request_body(field, schemas):
    if field is None:
        return None
    info = field.field_info
    content = {"schema": schemas.of(field)}
    if info.openapi_examples:
        content["examples"] = jsonable_encoder(info.openapi_examples)
    elif info.example is not _Unset:
        content["example"] = jsonable_encoder(info.example)
    body = {"required": True} if info.is_required() else {}
    return {**body, "content": {info.media_type: content}}


def _operation(route, operation_ids):
    operation = {"tags": route.tags} if route.tags else {}
    operation["summary"] = route.summary or route.name.replace("_", " ").title()
    if route.description:
        operation["description"] = route.description
    operation_id = route.operation_id or route.unique_id
    if operation_id in operation_ids:
        name = getattr(route.endpoint, "__name__", "<unnamed_endpoint>")
        file = getattr(route.endpoint, "__globals__", {}).get("__file__")
        where = f" at {file}" if file else ""
        warnings.warn(f"Duplicate Operation ID {operation_id} for function {name}{where}", stacklevel=1)
    operation_ids.add(operation_id)
    operation["operationId"] = operation_id
    if route.deprecated:
        operation["deprecated"] = route.deprecated
    return operation


def _response_class(route):
    chosen = route.response_class
    chosen = chosen.value if isinstance(chosen, DefaultPlaceholder) else chosen
    assert chosen, "A response class is needed to generate OpenAPI"
    return chosen


def _status_code(route, response_class):
    if route.status_code is not None:
        return str(route.status_code)
    parameter = inspect.signature(response_class.__init__).parameters.get("status_code")
    return str(parameter.default) if parameter is not None and isinstance(parameter.default, int) else "200"


def _content(route, response_class, schemas):
    """What a successful answer holds: {media type: its description}."""
    if route.is_json_stream:
        item = schemas.of(route.stream_item_field) if route.stream_item_field else {}
        return {"application/jsonl": {"itemSchema": item}}
    if route.is_sse_stream:
        item = copy.deepcopy(sse.EVENT_SCHEMA)
        if route.stream_item_field:
            item["required"] = ["data"]
            item["properties"]["data"] = {"type": "string", "contentMediaType": "application/json",
                                          "contentSchema": schemas.of(route.stream_item_field)}
        return {"text/event-stream": {"itemSchema": item}}
    if not response_class.media_type:
        return {}
    schema = {"type": "string"}
    if is_subclass(response_class, kinds(JSONResponse)):
        schema = schemas.of(route.response_field) if route.response_field else {}
    return {response_class.media_type: {"schema": schema}}


def _add_responses(route, responses, response_class, schemas):
    """The answers that the route's author described."""
    for code, described in route.responses.items():
        described = copy.deepcopy(described)
        described.pop("model", None)
        key = str(code).upper()
        response = responses.setdefault("default" if key == "DEFAULT" else key, {})
        field = route.response_fields.get(code)
        if field:
            media_type = response_class.media_type or "application/json"
            content = described.setdefault("content", {}).setdefault(media_type, {})
            deep_dict_update(content.setdefault("schema", {}), schemas.of(field))
        text = _RANGES.get(key) or http.client.responses.get(int(code))
        description = described.get("description") or response.get("description") or text or "Additional Response"
        deep_dict_update(response, described)
        response["description"] = description


def get_openapi_path(*, route, operation_ids, schemas):
    """(operations by method, security schemes, definitions) of a route."""
    path, schemes, definitions = {}, {}, {}
    assert route.methods is not None, "Methods must be a list"
    response_class = _response_class(route)
    if not route.include_in_schema:
        return path, schemes, definitions
    dependencies = _Dependencies(route.dependant)
    for method in route.methods:
        operation = _operation(route, operation_ids)
        if dependencies.security:
            operation["security"] = [{name: scopes} for name, scopes in dependencies.security.items()]
            schemes.update(dependencies.schemes)
        parameters = _parameters(dependencies, schemas)
        if parameters:
            operation["parameters"] = parameters
        body = _request_body(route.body_field, schemas) if method in METHODS_WITH_BODY else None
        if body:
            operation["requestBody"] = body
        if route.callbacks:
            operation["callbacks"] = {
                callback.name: {callback.path: get_openapi_path(
                    route=callback, operation_ids=operation_ids, schemas=schemas)[0]}
                for callback in route.callbacks if isinstance(callback, routing.APIRoute)}
        response = {"description": route.response_description}
        if is_body_allowed_for_status_code(route.status_code):
            content = _content(route, response_class, schemas)
            if content:
                response["content"] = content
        responses = operation["responses"] = {_status_code(route, response_class): response}
        _add_responses(route, responses, response_class, schemas)
        is_described = any(code in responses for code in ("422", "4XX", "default"))
        if (route.body_field or dependencies.has_params()) and not is_described:
            responses["422"] = {"description": "Validation Error", "content": {
                "application/json": {"schema": {"$ref": REF_PREFIX + "HTTPValidationError"}}}}
            definitions.update(_VALIDATION)
        if route.openapi_extra:
            deep_dict_update(operation, route.openapi_extra)
        path[method.lower()] = operation
    return path, schemes, definitions


def _api_routes(routes):
    return [context for context in routing.iter_route_contexts(routes)
            if isinstance(context.original_route, routing.APIRoute)]


def get_fields_from_routes(routes):
    callbacks, bodies, responses, params = [], [], [], []
    for route in _api_routes(routes):
        if not route.include_in_schema:
            continue
        if route.body_field:
            bodies.append(route.body_field)
        if route.response_field:
            responses.append(route.response_field)
        responses += route.response_fields.values()
        if route.stream_item_field:
            responses.append(route.stream_item_field)
        if route.callbacks:
            callbacks += get_fields_from_routes(route.callbacks)
        params += get_flat_params(route.dependant)
    return callbacks + bodies + responses + params


def get_openapi(*, title, version, openapi_version="3.1.0", summary=None, description=None, routes, webhooks=None,
                tags=None, servers=None, terms_of_service=None, contact=None, license_info=None,
                separate_input_output_schemas=True, external_docs=None):
    info = {"title": title, "version": version}
    for name, value in (("summary", summary), ("description", description), ("termsOfService", terms_of_service),
                        ("contact", contact), ("license", license_info)):
        if value:
            info[name] = value
    output = {"openapi": openapi_version, "info": info}
    if servers:
        output["servers"] = servers
    fields = get_fields_from_routes([*routes, *(webhooks or [])])
    schemas = FieldSchemas(fields, separate_input_output_schemas)
    definitions, schemes, operation_ids = dict(schemas.definitions), {}, set()

    def described(these):
        paths = {}
        for route in _api_routes(these):
            path, path_schemes, path_definitions = get_openapi_path(
                route=route, operation_ids=operation_ids, schemas=schemas)
            if path:
                paths.setdefault(route.path_format, {}).update(path)
            schemes.update(path_schemes)
            definitions.update(path_definitions)
        return paths

    paths, hooks = described(routes), described(webhooks or [])
    components = {}
    if definitions:
        components["schemas"] = {name: definitions[name] for name in sorted(definitions)}
    if schemes:
        components["securitySchemes"] = schemes
    if components:
        output["components"] = components
    output["paths"] = paths
    for name, value in (("webhooks", hooks), ("tags", tags), ("externalDocs", external_docs)):
        if value:
            output[name] = value
    _normalize_urls(output)
    return jsonable_encoder(output, by_alias=True, exclude_none=True)


def _normalized(url):
    """An address as the URL standard writes it: hosts of known schemes have a path."""
    match = re.fullmatch(r"((?:https?|wss?|ftp)://[^/?#]+)([?#].*)?", url)
    return f"{match.group(1).lower()}/{match.group(2) or ''}" if match else url


def _normalize_urls(output):
    """The document's own addresses; copies, where they came from the application."""
    info = output["info"]
    for holder, name in ((info, "contact"), (info, "license"), (output, "externalDocs")):
        if isinstance(holder.get(name), dict) and isinstance(holder[name].get("url"), str):
            holder[name] = {**holder[name], "url": _normalized(holder[name]["url"])}
    if "tags" in output:
        output["tags"] = [
            {**tag, "externalDocs": {**tag["externalDocs"], "url": _normalized(tag["externalDocs"]["url"])}}
            if isinstance(tag, dict) and isinstance(tag.get("externalDocs"), dict) and "url" in tag["externalDocs"]
            else tag for tag in output["tags"]]
