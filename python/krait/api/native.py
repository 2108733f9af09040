"""Routes as plans for the server's C half (`_krait_api`): what is plain enough is described, all else stays with ASGI.

A plan does exactly what the route does in Python; where that is not certain, there is none.
"""

import re
from typing import get_args

from krait.api import params
from krait.api.background import BackgroundTasks
from krait.api.dependencies.utils import SolvedDependency
from krait.api.fieldinfo import constraints_of
from krait.api.fields import is_adapter
from krait.api.introspection import is_union
from krait.api.paths import Mount
from krait.api.requests import HTTPConnection
from krait.api.responses import (HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response)
from krait.api.routing import APIRoute, APIWebSocketRoute
from krait.api.security.oauth2 import SecurityScopes

# As the C half counts them: api_priv.h and http_head.h.
_NODE, _PATH, _QUERY, _HEADER, _BODY, _COOKIE, _EXTRA = range(7)
_TYPES = {str: 0, int: 1, float: 2, bool: 3}
_METHODS = {name: 1 << (index + 1) for index, name in enumerate(
    ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"))}
_ALL_METHODS = 0x7FFFFFFF
_NODES_MAX, _ARGS_MAX, _PARAMS_MAX, _EXTRAS_MAX = 16, 48, 16, 8
_BOUNDS = ("gt", "ge", "lt", "le", "min_length", "max_length")

SIMPLE = (Response, JSONResponse, PlainTextResponse, HTMLResponse, RedirectResponse)


class _NotPlain(Exception):
    """The route stays with ASGI."""


def _bounds(info, kind):
    """(gt, ge, lt, le, min_length, max_length); anything else that is asked of a value is not plain."""
    found = dict.fromkeys(_BOUNDS)
    for item in info.metadata:
        names = [name for name in _BOUNDS if getattr(item, name, None) is not None]
        if len(names) != 1 or type(item).__name__ not in ("Gt", "Ge", "Lt", "Le", "MinLen", "MaxLen"):
            raise _NotPlain
    constraints = constraints_of(info)
    if constraints.keys() - set(_BOUNDS):
        raise _NotPlain
    found.update(constraints)
    wanted = _BOUNDS[4:] if kind is str else _BOUNDS[:4] if kind in (int, float) else ()
    for name, value in found.items():
        if value is not None and (name not in wanted or type(value) not in (int, float)):
            raise _NotPlain
    return tuple(found[name] for name in _BOUNDS)


_NO_BOUNDS = (None,) * len(_BOUNDS)


def _default(info):
    """(default, whether there is one); only values that nobody can change."""
    if info.default_factory is not None or info.validate_default:
        raise _NotPlain
    if info.is_required():
        return None, False
    if info.default is not None and type(info.default) not in (str, int, float, bool):
        raise _NotPlain
    return info.default, True


class _Planner:
    def __init__(self, route):
        self.route = route
        self.nodes = []
        self.known = {}
        self.arg_count = 0
        self.body_fields = 0
        self.extras = []
        self.shared = {}

    def node(self, dependant, is_handler=False):
        """Adds what a dependant needs, then itself; its index."""
        if dependant.is_gen or dependant.is_async_gen or dependant.concurrency is not None or dependant.call is None:
            raise _NotPlain
        takes_request = dependant.request_param_name or dependant.http_connection_param_name
        if dependant.websocket_param_name or (takes_request and not _is_own_scheme(dependant.call)):
            raise _NotPlain
        if not is_handler and dependant.use_cache and dependant.cache_key in self.known:
            return self.known[dependant.cache_key]
        args = []
        for sub in dependant.dependencies:
            index = self.node(sub)
            if sub.name is not None:
                args.append((sub.name, _NODE, 0, index, None, False, _NO_BOUNDS))
        for fields, source in ((dependant.path_params, _PATH), (dependant.query_params, _QUERY),
                               (dependant.header_params, _HEADER), (dependant.cookie_params, _COOKIE)):
            args += [self.argument(field, source) for field in fields]
        args += self.specials(dependant)
        args += [self.body(field) for field in dependant.body_params]
        self.arg_count += len(args)
        if self.arg_count > _ARGS_MAX or len(self.nodes) == _NODES_MAX:
            raise _NotPlain
        self.nodes.append((dependant.call, dependant.is_coroutine, args))
        index = len(self.nodes) - 1
        if not is_handler:
            self.known.setdefault(dependant.cache_key, index)
        return index

    def specials(self, dependant):
        """What is no parameter. There is one response and one list of tasks, whoever asks for them."""
        scopes = dependant.oauth_scopes
        wanted = (
            (dependant.request_param_name, "connection", _connection, True),
            (dependant.http_connection_param_name, "connection", _connection, True),
            (dependant.response_param_name, "response", _blank, False),
            (dependant.background_tasks_param_name, "tasks", BackgroundTasks, False),
            (dependant.security_scopes_param_name, None, lambda: SecurityScopes(scopes=scopes), False))
        return [(name, _EXTRA, 0, self.extra(key, make, takes_request), None, False, _NO_BOUNDS)
                for name, key, make, takes_request in wanted if name]

    def extra(self, key, make, takes_request):
        if key in self.shared:
            return self.shared[key]
        if len(self.extras) == _EXTRAS_MAX:
            raise _NotPlain
        self.extras.append((make, takes_request))
        if key is not None:
            self.shared[key] = len(self.extras) - 1
        return len(self.extras) - 1

    def argument(self, field, source):
        info = field.field_info
        kind = info.annotation
        if is_union(kind):
            # None cannot arrive in text: an optional value is the value or the default.
            kinds = [arg for arg in get_args(kind) if arg is not type(None)]
            kind = kinds[0] if len(kinds) == 1 else None
        if kind not in _TYPES or (info.validation_alias is not None and not isinstance(info.validation_alias, str)):
            raise _NotPlain
        name = field.validation_alias or field.alias
        default, has_default = _default(info)
        if source == _PATH:
            names = list(self.route.param_convertors)
            if name not in names or type(self.route.param_convertors[name]).__name__ != "StringConvertor":
                raise _NotPlain
            key = names.index(name)
        else:
            key = (name.lower() if source == _HEADER else name).encode()
        return field.name, source, _TYPES[kind], key, default, has_default, _bounds(info, kind)

    def body(self, field):
        info = field.field_info
        self.body_fields += 1
        if self.body_fields > 1 or isinstance(info, params.Form) or self.route._embed_body_fields:
            raise _NotPlain
        # An absent body is the default or an error: both are Python's.
        return field.name, _BODY, 0, _checker(field), None, False, _NO_BOUNDS


def _is_own_scheme(call):
    """Whether this is a security scheme that reads headers, query and cookies, and nothing else of a request."""
    return type(call).__module__.startswith("krait.api.security.")


def _connection(headers, query):
    return HTTPConnection({"type": "http", "headers": headers, "query_string": query})


def _checker(field):
    if not is_adapter(field):
        return field.check_value
    validate = field.adapter.validator.validate_python
    return lambda value: validate(value, from_attributes=True)


def _answer(handler):
    """(kind, media type, function from a result to bytes)."""
    cls, field = handler.response_class, handler.response_field
    has_options = any(handler.dump_options[name] not in (None, False) for name in handler.dump_options
                      if name != "by_alias") or not handler.dump_options["by_alias"]
    if cls in (PlainTextResponse, HTMLResponse):
        if field is not None and (field.field_info.annotation is not str or field.field_info.metadata):
            return "python", "", None
        return "text", cls.media_type + "; charset=utf-8", None
    if cls is not JSONResponse:
        return "python", "", None
    if field is None:
        return "json", "application/json", None
    if not handler.is_default_class or not is_adapter(field) or has_options:
        return "python", "application/json", None
    validate, dump = field.adapter.validator.validate_python, field.adapter.serializer.to_json
    by_alias = handler.dump_options["by_alias"]

    def respond(result):
        return dump(validate(result, from_attributes=True), by_alias=by_alias)

    return "call", "application/json", respond


class _NoRequest:
    """In place of the request where an answer is made: for the text of an error about a wrong result."""

    def __init__(self, method):
        self.method = method
        self.scope = {}


def plan_of(route):
    """The description of a route's plan; None: it has none."""
    if type(route) is not APIRoute or type(route).get_route_handler is not APIRoute.get_route_handler:
        return None
    if route.max_body_size is not None or route.form_limits or any("{" in part and part[0] + part[-1] != "{}"
                                                                   for part in route.path_format.split("/")):
        return None
    if len(route.param_convertors) > _PARAMS_MAX:
        return None
    handler = route.get_route_handler()
    dependant = route.dependant
    if handler.is_sse_stream or handler.is_json_stream or dependant.is_gen or dependant.is_async_gen or handler.is_form:
        return None
    planner = _Planner(route)
    try:
        planner.node(dependant, is_handler=True)
    except _NotPlain:
        return None
    kind, media, respond = _answer(handler)
    status = route.status_code or 200
    if not isinstance(status, int) or status < 200 or status in (204, 205, 304):
        return None
    if kind == "python":
        # Never plain: the C half calls the handler, Python writes the answer.
        kind, respond = "call", lambda result: None
    method = next(iter(route.methods))

    at_response, at_tasks = planner.shared.get("response"), planner.shared.get("tasks")

    def finish(result, *extras):
        tasks = None if at_tasks is None or not extras[at_tasks].tasks else extras[at_tasks]
        if isinstance(result, Response) or hasattr(result, "body_iterator") or _is_response(result):
            if tasks is not None and result.background is None:
                result.background = tasks
            return result
        response = _blank() if at_response is None else extras[at_response]
        return handler._answer(_NoRequest(method), result, SolvedDependency({}, [], tasks, response, {}))

    return {"name": f"{method} {route.path_format}"[:100], "status": status, "media": media, "answer": kind,
            "respond": respond, "finish": finish, "has_body": bool(planner.body_fields),
            "is_strict": bool(handler.strict_content_type), "blocking": route.blocking,
            "nodes": planner.nodes, "extras": planner.extras,
            "is_finished": at_response is not None or at_tasks is not None}


def _is_response(result):
    from krait.api.foreign import is_kind

    return is_kind(result, Response)


def _blank():
    from krait.api.dependencies.utils import _blank_response

    return _blank_response()


def pattern_of(path, is_mount=False):
    """A path as the tree of routes knows it: parameters of whole segments; from anything else on, "whatever"."""
    made = []
    for part in path.split("/"):
        if "{" not in part and "}" not in part:
            made.append(part)
        elif re.fullmatch(r"{[a-zA-Z_][a-zA-Z0-9_]*(:str)?}", part):
            made.append("{}")
        else:
            # It may match less than this: then ASGI finds out.
            return "/".join([*made, "{*}"])
    return "/".join(made) + ("{*}" if is_mount else "")


def routes_of(app):
    """[(pattern, methods, plan or None)] in the order in which routes are matched."""
    routes = []
    for route in app.router.candidates():
        if isinstance(route, APIWebSocketRoute):
            continue
        if isinstance(route, APIRoute) or (hasattr(route, "methods") and hasattr(route, "path_regex")):
            plan = plan_of(route) if isinstance(route, APIRoute) else None
            bits = 0
            for method in route.methods or ():
                bits |= _METHODS.get(method, 0)
            routes.append((pattern_of(route.path), bits or _ALL_METHODS, plan))
        elif isinstance(route, Mount):
            routes.append((pattern_of(route.path, is_mount=True), _ALL_METHODS, None))
        elif not hasattr(route, "path_regex") or not hasattr(route, "endpoint"):
            routes.append(("{*}", _ALL_METHODS, None))
    return routes


def handler_of(app):
    from krait.extension import load

    module = load("_krait_api")
    # Middleware sees every request: then nothing goes past it.
    plain = not app.user_middleware and not app.root_path and type(app).__call__ is _call_of_fastapi() \
        and app.router.max_body_size is None
    return module.handler(app, {}, app.dependency_overrides, outcomes(), SIMPLE, routes_of(app) if plain else [])


def outcomes():
    from krait.api import applications

    return applications.OUTCOMES


def _call_of_fastapi():
    from krait.api.applications import FastAPI

    return FastAPI.__call__


class NativeLifespan:
    """The application's start and end, told of in the server's log."""

    def __init__(self, app, state):
        import logging

        from krait.serve.lifespan import Lifespan

        self.lifespan = Lifespan(app, "on", logging.getLogger("krait.error"))
        self.lifespan.state = state

    async def startup(self):
        await self.lifespan.startup()

    async def shutdown(self):
        await self.lifespan.shutdown()


def run_app(app, host, port, options):
    from krait.serve import run

    return run(app, host=host, port=port, **options)
