"""Signatures read once into `Dependant`s; their parameters found in each request."""

import dataclasses
import inspect
import sys
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Generator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Annotated, Any, ForwardRef, get_args, get_origin

from krait.api import introspection, params
from krait.api.background import BackgroundTasks
from krait.api.concurrency import contextmanager_called_directly, limited_contextmanager
from krait.api.datastructures import FormData, Headers, ImmutableMultiDict
from krait.api.dependencies.forms import (add_form_union_validators, extract_form_body, extract_form_model,
                                          form_models, form_union_models, multidict_extras, multidict_value)
from krait.api.dependencies.models import Dependant
from krait.api.exceptions import DependencyScopeError
from krait.api.fieldinfo import FieldInfo, Undefined, described
from krait.api.fields import (AliasChoices, field_aliases, is_scalar_field, make_field, missing_error, model_extra,
                              model_fields)
from krait.api.foreign import is_class_of, is_kind
from krait.api.requests import HTTPConnection, Request
from krait.api.responses import Response
from krait.api.security.oauth2 import SecurityScopes
from krait.api.introspection import model_of
from krait.api.paths import path_param_names
from krait.api.websockets import WebSocket

_EMPTY = inspect.Signature.empty


# ---- reading signatures

def _signature(call):
    try:
        return inspect.signature(call, eval_str=True)
    except NameError:
        if sys.version_info >= (3, 14):
            from annotationlib import Format

            return inspect.signature(call, annotation_format=Format.FORWARDREF)
        return inspect.signature(call)


def get_typed_annotation(annotation, globalns):
    if isinstance(annotation, str):
        try:
            annotation = eval(annotation, globalns)  # what typing itself does with names in quotes
        except NameError:
            return ForwardRef(annotation)
        if annotation is None:
            return None
    return annotation


def get_typed_signature(call):
    signature = _signature(call)
    globalns = getattr(inspect.unwrap(call), "__globals__", {})
    return inspect.Signature([
        inspect.Parameter(name=param.name, kind=param.kind, default=param.default,
                          annotation=get_typed_annotation(param.annotation, globalns))
        for param in signature.parameters.values()])


def get_typed_return_annotation(call):
    annotation = _signature(call).return_annotation
    if annotation is _EMPTY:
        return None
    return get_typed_annotation(annotation, getattr(inspect.unwrap(call), "__globals__", {}))


_STREAMS = {AsyncIterable, AsyncIterator, AsyncGenerator, Iterable, Iterator, Generator}


def get_stream_item_type(annotation):
    """What a handler that yields yields; None: its annotation names no stream."""
    if get_origin(annotation) not in _STREAMS:
        return None
    args = get_args(annotation)
    return args[0] if args else Any


@dataclass
class ParamDetails:
    type_annotation: Any
    depends: "params.Depends | None"
    field: Any


def get_parameterless_sub_dependant(*, depends, path):
    assert callable(depends.dependency), "A parameter-less dependency must have a callable dependency"
    scopes = list(depends.scopes or []) if isinstance(depends, params.Security) else []
    return get_dependant(path=path, call=depends.dependency, scope=depends.scope, concurrency=depends._concurrency,
                         own_oauth_scopes=scopes)


def get_dependant(*, path, call, name=None, own_oauth_scopes=None, parent_oauth_scopes=None, use_cache=True,
                  scope=None, concurrency=None):
    dependant = Dependant(call=call, name=name, path=path, use_cache=use_cache, scope=scope, concurrency=concurrency,
                          own_oauth_scopes=own_oauth_scopes, parent_oauth_scopes=parent_oauth_scopes)
    in_path = path_param_names(path)
    for param_name, param in get_typed_signature(call).parameters.items():
        details = analyze_param(param_name=param_name, annotation=param.annotation, value=param.default,
                                path_param_names=in_path)
        if details.depends is not None:
            dependant.dependencies.append(_sub_dependant(dependant, details.depends, param_name))
        elif _add_special(dependant, param_name, details.type_annotation):
            assert details.field is None, f"Cannot specify multiple FastAPI annotations for {param_name!r}"
        elif isinstance(details.field.field_info, params.Body):
            dependant.body_params.append(details.field)
        else:
            _add_param(dependant, details.field)
    return dependant


def _sub_dependant(parent, depends, name):
    if (parent.is_gen or parent.is_async_gen) and parent.computed_scope == "request" and depends.scope == "function":
        call_name = getattr(parent.call, "__name__", "<unnamed_callable>")
        raise DependencyScopeError(f'The dependency "{call_name}" has a scope of "request", it cannot depend on '
                                   'dependencies with scope "function".')
    own = list(depends.scopes or []) if isinstance(depends, params.Security) else []
    inherited = (parent.parent_oauth_scopes or []) + (parent.own_oauth_scopes or [])
    return get_dependant(path=parent.path, call=depends.dependency, name=name, own_oauth_scopes=own,
                         parent_oauth_scopes=inherited, use_cache=depends.use_cache, scope=depends.scope,
                         concurrency=depends._concurrency)


_SPECIAL = ((Request, "request_param_name"), (WebSocket, "websocket_param_name"),
            (HTTPConnection, "http_connection_param_name"), (Response, "response_param_name"),
            (BackgroundTasks, "background_tasks_param_name"))


def _special_attribute(annotation):
    for ours, attribute in _SPECIAL:
        if is_class_of(annotation, ours):
            return attribute
    return "security_scopes_param_name" if introspection.is_subclass(annotation, SecurityScopes) else None


def _add_special(dependant, name, annotation):
    attribute = _special_attribute(annotation)
    if attribute is None:
        return False
    setattr(dependant, attribute, name)
    if attribute == "request_param_name" and not issubclass(annotation, Request):
        dependant.request_kind = annotation
    if attribute in ("websocket_param_name", "http_connection_param_name") and not issubclass(
            annotation, HTTPConnection):
        dependant.request_kind = annotation
    return True


def _add_param(dependant, field):
    where = getattr(field.field_info, "in_", None)
    assert where is not None, f"non-body parameters must be in path, query, header or cookie: {field.name}"
    getattr(dependant, f"{where.value}_params").append(field)


def analyze_param(*, param_name, annotation, value, path_param_names):
    is_path = param_name in path_param_names
    depends = info = None
    if type(annotation).__name__ == "TypeAliasType":  # typing's, or typing_extensions'
        annotation = annotation.__value__
    use = Any if annotation is _EMPTY else annotation
    kind = use
    if get_origin(use) is Annotated:
        kind, *metadata = get_args(use)
        ours = [item for item in metadata if isinstance(item, (params.Param, params.Body, params.Depends))]
        chosen = ours[-1] if ours else None
        if isinstance(chosen, FieldInfo):
            info = described(chosen, use)
            assert info.default is Undefined or info.default is ..., (
                f"`{info.__class__.__name__}` default value cannot be set in `Annotated` for {param_name!r}. "
                "Set the default value with `=` instead.")
            if value is not _EMPTY:
                assert not is_path, "Path parameters cannot have default values"
                info.default = value
            else:
                info.default = Undefined
        elif chosen is not None:
            depends = chosen
    if isinstance(value, params.Depends):
        assert depends is None, (
            f"Cannot specify `Depends` in `Annotated` and default value together for {param_name!r}")
        assert info is None, ("Cannot specify a FastAPI annotation in `Annotated` and `Depends` as a default value "
                              f"together for {param_name!r}")
        depends = value
    elif isinstance(value, FieldInfo):
        assert info is None, (
            f"Cannot specify FastAPI annotations in `Annotated` and default value together for {param_name!r}")
        info = value
        info.annotation = kind
    if depends is not None and depends.dependency is None:
        depends = dataclasses.replace(copy(depends), dependency=kind)
    if depends is None and _special_attribute(kind):
        assert info is None, f"Cannot specify FastAPI annotation for type {kind!r}"
    elif info is None and depends is None:
        info = _infer(use, kind, value, is_path)
    field = None if info is None else _make_param_field(info, use, param_name, path_param_names)
    return ParamDetails(type_annotation=kind, depends=depends, field=field)


def _infer(use, kind, value, is_path):
    """A parameter whose source nobody named: the path, else the query for scalars, else the body."""
    default = Undefined if value is _EMPTY else value
    if is_path:
        info = params.Path(annotation=use)
    elif introspection.is_upload(kind) or introspection.is_upload_sequence(kind):
        info = params.File(annotation=use, default=default)
    elif not introspection.is_scalar(kind):
        info = params.Body(annotation=use, default=default)
    else:
        info = params.Query(annotation=use, default=default)
    if get_origin(use) is Annotated:
        default = info.default
        info = described(info, use)
        info.default = default
        if is_path:
            info.default_factory = None
    return info


def _make_param_field(info, use, name, path_param_names):
    is_path = name in path_param_names
    if is_path:
        assert isinstance(info, params.Path), f"Cannot use `{info.__class__.__name__}` for path param {name!r}"
    elif isinstance(info, params.Param) and getattr(info, "in_", None) is None:
        info.in_ = params.ParamTypes.query
    if isinstance(info, params.Form) and form_union_models(info.annotation):
        info.annotation = add_form_union_validators(info.annotation)
    choices = info.validation_alias
    if isinstance(info, params.Path) and isinstance(choices, AliasChoices):
        for choice in choices.choices:
            if isinstance(choice, str) and choice in path_param_names:
                info = copy(info)
                info.validation_alias = choice
                break
    if not info.alias and getattr(info, "convert_underscores", None):
        info.alias = name.replace("_", "-")
    else:
        info.alias = info.alias or name
    field = make_field(name, use, info)
    if is_path:
        assert is_scalar_field(field), "Path params must be of one of the supported types"
    elif isinstance(info, params.Query):
        annotation = info.annotation
        assert is_scalar_field(field) or introspection.is_scalar_sequence(annotation) \
            or model_of(annotation) is not None, f"Query parameter {name!r} must be one of the supported types"
    return field


def param_model(field):
    """The model whose fields are parameters of their own; None: the field is one parameter."""
    annotation = field.field_info.annotation
    if isinstance(field.field_info, (params.Query, params.Header, params.Cookie)):
        annotation = model_of(annotation)
    is_model = introspection.is_subclass(annotation, introspection.MODELS) and not field.is_json
    return annotation if is_model else None


def flat_fields(fields):
    flat = []
    for field in fields:
        model = param_model(field)
        flat.extend([field] if model is None else model_fields(model))
    return flat


def each_dependant(dependant):
    """The dependant and all below it, each once by its cache key, in the order of signatures."""
    seen, waiting = [], [(dependant, [])]
    while waiting:
        current, inherited = waiting.pop()
        if current.cache_key in seen:
            continue
        seen.append(current.cache_key)
        scopes = inherited + [scope for scope in current.oauth_scopes if scope not in inherited]
        yield current, scopes
        waiting.extend((sub, scopes) for sub in reversed(current.dependencies))


def get_flat_params(dependant):
    groups = [[], [], [], []]
    for current, _ in each_dependant(dependant):
        for group, fields in zip(groups, (current.path_params, current.query_params, current.header_params,
                                          current.cookie_params)):
            group.extend(fields)
    return [field for group in groups for field in flat_fields(group)]


# ---- finding values

@dataclass
class SolvedDependency:
    values: dict
    errors: list
    background_tasks: Any
    response: Any
    dependency_cache: dict


def _blank_response():
    response = Response()
    del response.headers["content-length"]
    response.status_code = None
    return response


async def solve_dependencies(*, request, dependant, body=Undefined, background_tasks=None, response=None,
                             dependency_overrides_provider=None, dependency_cache=None, async_exit_stack=None,
                             embed_body_fields=False):
    solved = SolvedDependency({}, [], background_tasks, _blank_response() if response is None else response,
                              {} if dependency_cache is None else dependency_cache)
    overrides = getattr(dependency_overrides_provider, "dependency_overrides", None)
    values, errors, cache = solved.values, solved.errors, solved.dependency_cache
    for sub in dependant.dependencies:
        use = sub
        if overrides:
            use = get_dependant(path=sub.path, call=overrides.get(sub.call, sub.call), name=sub.name,
                                parent_oauth_scopes=sub.oauth_scopes, scope=sub.scope, concurrency=sub.concurrency)
        below = await solve_dependencies(
            request=request, dependant=use, body=body, background_tasks=solved.background_tasks,
            response=solved.response, dependency_overrides_provider=dependency_overrides_provider,
            dependency_cache=cache, embed_body_fields=embed_body_fields)
        solved.background_tasks = below.background_tasks
        if below.errors:
            errors.extend(below.errors)
            continue
        key = sub.cache_key
        if sub.use_cache and key in cache:
            value = cache[key]
        else:
            value = await _call(request, sub, use, below.values)
        if sub.name is not None:
            values[sub.name] = value
        cache.setdefault(key, value)
    for fields, received in ((dependant.path_params, "path_params"), (dependant.query_params, "query_params"),
                             (dependant.header_params, "headers"), (dependant.cookie_params, "cookies")):
        if fields:
            found, wrong = request_params_to_args(fields, getattr(request, received))
            values.update(found)
            errors.extend(wrong)
    if dependant.body_params:
        found, wrong = await request_body_to_args(dependant.body_params, body, embed_body_fields)
        values.update(found)
        errors.extend(wrong)
    _add_specials(request, dependant, solved)
    return solved


async def _call(request, sub, use, values):
    """What a dependency returns, or what it yields until its stack is left."""
    call, limit = use.call, use.concurrency
    if use.is_gen or use.is_async_gen:
        name = "fastapi_function_astack" if sub.scope == "function" else "fastapi_inner_astack"
        stack = request.scope.get(name)
        assert isinstance(stack, AsyncExitStack), f"{name} not found in request scope"
        if use.is_async_gen:
            cm = asynccontextmanager(call)(**values)
        else:
            cm = contextmanager_called_directly(contextmanager(call)(**values))
        if limit is not None:
            cm = limited_contextmanager(cm, limit.get_semaphore())
        return await stack.enter_async_context(cm)
    if limit is None:
        return await call(**values) if use.is_coroutine else call(**values)
    async with limit.get_semaphore():
        return await call(**values) if use.is_coroutine else call(**values)


def _of_kind(request, kind):
    """The request as the class that an annotation asked for: Starlette's, over the same scope."""
    if kind is None or isinstance(request, kind):
        return request
    if isinstance(request, WebSocket):
        made = kind(request.scope, request.receive, request.send) if hasattr(kind, "accept") else kind(request.scope)
        return made
    if not hasattr(kind, "body"):
        return kind(request.scope)
    made = kind(request.scope, request.receive, request._send)
    if hasattr(request, "_body"):
        made._body = request._body
    if request._form is not None:
        made._form = request._form
    return made


def _add_specials(request, dependant, solved):
    values = solved.values
    if dependant.http_connection_param_name:
        values[dependant.http_connection_param_name] = _of_kind(request, dependant.request_kind)
    if dependant.request_param_name and isinstance(request, Request):
        values[dependant.request_param_name] = _of_kind(request, dependant.request_kind)
    elif dependant.websocket_param_name and isinstance(request, WebSocket):
        values[dependant.websocket_param_name] = _of_kind(request, dependant.request_kind)
    if dependant.background_tasks_param_name:
        if solved.background_tasks is None:
            solved.background_tasks = BackgroundTasks()
        values[dependant.background_tasks_param_name] = solved.background_tasks
    if dependant.response_param_name:
        values[dependant.response_param_name] = solved.response
    if dependant.security_scopes_param_name:
        values[dependant.security_scopes_param_name] = SecurityScopes(scopes=dependant.oauth_scopes)


def request_params_to_args(fields, received):
    values, errors = {}, []
    for field in fields:
        model = param_model(field)
        if model is not None:
            value, wrong = _model_of_params(field, model, received)
        else:
            aliases = field_aliases(field)
            name = next((pair[1] for pair in aliases if pair[1] in received), aliases[0][1])
            value = multidict_value(field, received, name)
            value, wrong = field.check(value, (field.field_info.in_.value, name))
        if wrong:
            errors.extend(wrong)
        else:
            values[field.name] = value
    return values, errors


def _model_of_params(field, model, received):
    """A model whose fields are the parameters."""
    info = field.field_info
    is_headers = is_kind(received, Headers)
    default_convert = getattr(info, "convert_underscores", True)
    data, done, own, renamed = {}, set(), set(), {}
    for item in model_fields(model):
        convert = is_headers and getattr(item.field_info, "convert_underscores", default_convert)
        aliases = field_aliases(item, convert)
        own.update(name.lower() if is_headers else name for _, name in aliases)
        alias, name = next((pair for pair in aliases if pair[1] in received), aliases[0])
        value = multidict_value(item, received, name)
        if value is not Undefined:
            data[alias] = value
        if is_headers:
            done.add(name.lower())
            done.update(known.lower() for known, header in aliases if known != header)
            if alias != name:
                renamed[item.name] = name
        else:
            done.add(name)
    data.update(multidict_extras(received, done))
    value = data
    if info.annotation is not model and not own.intersection(received) and not (
            model_extra(model) in ("allow", "forbid") and data):
        value = Undefined
    checked, errors = field.check(value, (info.in_.value,))
    if renamed and getattr(model, "model_config", {}).get("loc_by_alias", True):
        for error in errors:
            loc = error["loc"]
            if len(loc) > 1 and loc[1] in renamed:
                error["loc"] = (loc[0], renamed[loc[1]], *loc[2:])
    return checked, errors


def should_embed_body_fields(fields):
    """Are the fields of a body members of one object, or is the body the one field?"""
    if not fields:
        return False
    if len({field.name for field in fields}) > 1:
        return True
    first = fields[0]
    if form_models(first) and any(not form_models(field) or field.field_info.annotation
                                  is not first.field_info.annotation for field in fields[1:]):
        return True
    if getattr(first.field_info, "embed", None):
        return True
    return isinstance(first.field_info, params.Form) and not introspection.is_subclass(
        first.field_info.annotation, introspection.MODELS) and not form_models(first)


async def request_body_to_args(body_fields, received_body, embed_body_fields):
    assert body_fields, "request_body_to_args() should be called with fields"
    values, errors = {}, []
    first = body_fields[0]
    is_form = is_kind(received_body, FormData)
    is_alone = len(body_fields) == 1 and not embed_body_fields and not should_embed_body_fields(body_fields) \
        and not form_models(first)
    body, form_values = received_body, {}
    if is_form:
        body = {}
        wanted = [field for field in body_fields if not form_models(field)]
        if wanted:
            async for alias, value, field in extract_form_body(wanted, received_body):
                body[alias] = value
                if field is not None:
                    form_values[field.name] = (alias, value)
    if is_alone:
        value, wrong = first.check(body, ("body",))
        return {first.name: value}, wrong
    for field in body_fields:
        aliases = [alias for alias, _ in field_aliases(field)]
        loc, value = ("body", aliases[0]), Undefined
        models = form_models(field) if is_form else None
        if models:
            value, loc = await extract_form_model(field, models, received_body), ("body",)
        elif is_form:
            alias, value = form_values.get(field.name, (aliases[0], Undefined))
            loc = ("body", alias)
        elif body is not Undefined and not isinstance(body, bytes):
            get = getattr(body, "get", None)
            if get is None:
                errors.append(missing_error(loc))
                continue
            for alias in aliases:
                value = get(alias, Undefined)
                if value is not Undefined:
                    loc = ("body", alias)
                    break
        value, wrong = field.check(value, loc)
        if wrong:
            errors.extend(wrong)
        else:
            values[field.name] = value
    return values, errors
