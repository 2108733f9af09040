"""Paths with parameters, and the routes that are matched by them: functions, WebSockets, mounts, hosts."""

import functools
import inspect
import math
import re
import uuid
from contextlib import AsyncExitStack
from enum import Enum

from krait.api.datastructures import URLPath
from krait.api.dependencies.calls import is_coroutine_callable
from krait.api.errors import handling_exceptions
from krait.api.exceptions import FastAPIError, HTTPException
from krait.api.requests import Request
from krait.api.responses import PlainTextResponse
from krait.api.websockets import WebSocket, WebSocketClose


class NoMatchFound(Exception):
    def __init__(self, name, path_params):
        super().__init__(f'No route exists for name "{name}" and params "{", ".join(path_params)}".')


class Match(Enum):
    NONE = 0
    PARTIAL = 1
    FULL = 2


# ---- conversion of path parameters

class Convertor:
    regex = ""

    def convert(self, value):
        raise NotImplementedError

    def to_string(self, value):
        raise NotImplementedError


class StringConvertor(Convertor):
    regex = "[^/]+"

    def convert(self, value):
        return value

    def to_string(self, value):
        value = str(value)
        assert "/" not in value, "May not contain path separators"
        assert value, "Must not be empty"
        return value


class PathConvertor(Convertor):
    regex = ".*"

    def convert(self, value):
        return str(value)

    to_string = convert


class IntegerConvertor(Convertor):
    regex = "[0-9]+"

    def convert(self, value):
        return int(value)

    def to_string(self, value):
        value = int(value)
        assert value >= 0, "Negative integers are not supported"
        return str(value)


class FloatConvertor(Convertor):
    regex = r"[0-9]+(\.[0-9]+)?"

    def convert(self, value):
        return float(value)

    def to_string(self, value):
        value = float(value)
        assert value >= 0.0, "Negative floats are not supported"
        assert not math.isnan(value), "NaN values are not supported"
        assert not math.isinf(value), "Infinite values are not supported"
        return f"{value:0.20f}".rstrip("0").rstrip(".")


class UUIDConvertor(Convertor):
    regex = "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}"

    def convert(self, value):
        return uuid.UUID(value)

    def to_string(self, value):
        return str(value)


CONVERTOR_TYPES = {"str": StringConvertor(), "path": PathConvertor(), "int": IntegerConvertor(),
                   "float": FloatConvertor(), "uuid": UUIDConvertor()}


def register_url_convertor(key, convertor):
    CONVERTOR_TYPES[key] = convertor


_PARAM = re.compile(r"{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?}")


def compile_path(path):
    """(regular expression, path without convertors, convertors by name)."""
    is_host = not path.startswith("/")
    regex, plain, convertors, twice, end = "^", "", {}, set(), 0
    for match in _PARAM.finditer(path):
        name, kind = match.group(1), match.group(2) or "str"
        assert kind in CONVERTOR_TYPES, f"Unknown path convertor '{kind}'"
        if name in convertors:
            twice.add(name)
        convertors[name] = CONVERTOR_TYPES[kind]
        between = path[end:match.start()]
        regex += f"{re.escape(between)}(?P<{name}>{convertors[name].regex})" if name not in twice else ""
        plain += f"{between}{{{name}}}"
        end = match.end()
    if twice:
        ending = "s" if len(twice) > 1 else ""
        raise ValueError(f"Duplicated param name{ending} {', '.join(sorted(twice))} at path {path}")
    rest = path[end:]
    if is_host and not rest.endswith("]"):
        regex += re.escape(rest.rsplit(":", 1)[0]) + "$"
    else:
        regex += re.escape(rest) + "$"
    return re.compile(regex, re.IGNORECASE if is_host else 0), plain + rest, convertors


def path_param_names(path):
    return set(re.findall("{(.*?)}", path))


def replace_params(path, convertors, params):
    """The path with what is given put in, and what was not used."""
    rest = dict(params)

    def put(match):
        name = match.group(1)
        return convertors[name].to_string(rest.pop(name)) if name in rest else match.group()

    return re.sub("{([a-zA-Z_][a-zA-Z0-9_]*)}", put, path), rest


def get_route_path(scope):
    """The path below what the server or a mount took of it."""
    path, root = scope["path"], scope.get("root_path", "")
    if not root or not path.startswith(root):
        return path
    return path[len(root):] if path == root or path[len(root)] == "/" else path


def get_name(endpoint):
    return getattr(endpoint, "__name__", endpoint.__class__.__name__)


# ---- from functions to ASGI

_NOT_AWAITED = (
    "Response not awaited. There's a high chance that the application code is raising an exception and a dependency "
    "with yield has a block with a bare except, or a block with except Exception, and is not raising the exception "
    "again. Read more about it in the docs: "
    "https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/#dependencies-with-yield-and-except")


def request_response(func):
    """An ASGI application of a function from a request to a response."""
    is_coroutine = is_coroutine_callable(func)

    async def app(scope, receive, send):
        request = Request(scope, receive, send)

        async def inner(scope, receive, send):
            is_answered = False
            async with AsyncExitStack() as request_stack:
                scope["fastapi_inner_astack"] = request_stack
                async with AsyncExitStack() as function_stack:
                    scope["fastapi_function_astack"] = function_stack
                    response = await func(request) if is_coroutine else func(request)
                await response(scope, receive, send)
                is_answered = True
            if not is_answered:
                raise FastAPIError(_NOT_AWAITED)

        await handling_exceptions(inner, request)(scope, receive, send)

    return app


def websocket_session(func):
    """An ASGI application of a coroutine function that talks to a WebSocket."""

    async def app(scope, receive, send):
        session = WebSocket(scope, receive=receive, send=send)

        async def inner(scope, receive, send):
            async with AsyncExitStack() as request_stack:
                scope["fastapi_inner_astack"] = request_stack
                async with AsyncExitStack() as function_stack:
                    scope["fastapi_function_astack"] = function_stack
                    await func(session)

        await handling_exceptions(inner, session)(scope, receive, send)

    return app


def with_middleware(app, middleware):
    for cls, args, kwargs in reversed(middleware or []):
        app = cls(app, *args, **kwargs)
    return app


def _is_function(endpoint):
    while isinstance(endpoint, functools.partial):
        endpoint = endpoint.func
    return inspect.isfunction(endpoint) or inspect.ismethod(endpoint)


# ---- routes

class BaseRoute:
    def matches(self, scope):
        raise NotImplementedError

    def url_path_for(self, name, /, **path_params):
        raise NotImplementedError

    async def handle(self, scope, receive, send):
        raise NotImplementedError

    async def __call__(self, scope, receive, send):
        match, child_scope = self.matches(scope)
        if match == Match.NONE:
            if scope["type"] == "http":
                await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
            elif scope["type"] == "websocket":
                await WebSocketClose()(scope, receive, send)
            return
        scope.update(child_scope)
        await self.handle(scope, receive, send)


class _PathRoute(BaseRoute):
    """What has a path, an endpoint and a name."""

    kind = "http"
    methods = None

    def matches(self, scope):
        if scope["type"] != self.kind:
            return Match.NONE, {}
        match = self.path_regex.match(get_route_path(scope))
        if not match:
            return Match.NONE, {}
        params = dict(scope.get("path_params", {}))
        for name, value in match.groupdict().items():
            params[name] = self.param_convertors[name].convert(value)
        child_scope = {"endpoint": self.endpoint, "path_params": params}
        if self.methods and scope.get("method") not in self.methods:
            return Match.PARTIAL, child_scope
        return Match.FULL, child_scope

    def url_path_for(self, name, /, **path_params):
        if name != self.name or path_params.keys() != self.param_convertors.keys():
            raise NoMatchFound(name, path_params)
        path, _ = replace_params(self.path_format, self.param_convertors, path_params)
        return URLPath(path=path, protocol=self.kind)

    async def handle(self, scope, receive, send):
        if self.methods and scope.get("method") not in self.methods:
            headers = {"Allow": ", ".join(self.methods)}
            if "app" in scope:
                raise HTTPException(status_code=405, headers=headers)
            await PlainTextResponse("Method Not Allowed", status_code=405, headers=headers)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def __eq__(self, other):
        return type(self) is type(other) and (self.path, self.endpoint, self.methods) == (
            other.path, other.endpoint, other.methods)

    __hash__ = object.__hash__


class Route(_PathRoute):
    def __init__(self, path, endpoint, *, methods=None, name=None, include_in_schema=True, middleware=None):
        assert path.startswith("/"), "Routed paths must start with '/'"
        self.path = path
        self.endpoint = endpoint
        self.name = get_name(endpoint) if name is None else name
        self.include_in_schema = include_in_schema
        if _is_function(endpoint):
            self.app = request_response(endpoint)
            methods = ["GET"] if methods is None else methods
        else:
            self.app = endpoint
        self.app = with_middleware(self.app, middleware)
        self.methods = None if methods is None else {method.upper() for method in methods}
        if self.methods and "GET" in self.methods:
            self.methods.add("HEAD")
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)

    def __repr__(self):
        return (f"{self.__class__.__name__}(path={self.path!r}, name={self.name!r}, "
                f"methods={sorted(self.methods or [])!r})")


class WebSocketRoute(_PathRoute):
    kind = "websocket"

    def __init__(self, path, endpoint, *, name=None, middleware=None):
        assert path.startswith("/"), "Routed paths must start with '/'"
        self.path = path
        self.endpoint = endpoint
        self.name = get_name(endpoint) if name is None else name
        self.app = with_middleware(websocket_session(endpoint) if _is_function(endpoint) else endpoint, middleware)
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)

    def __repr__(self):
        return f"{self.__class__.__name__}(path={self.path!r}, name={self.name!r})"


class Mount(BaseRoute):
    """Everything below a path is another application's."""

    def __init__(self, path, app=None, routes=None, name=None, *, middleware=None):
        assert path == "" or path.startswith("/"), "Routed paths must start with '/'"
        assert app is not None or routes is not None, "Either 'app=...', or 'routes=' must be specified"
        self.path = path.rstrip("/")
        if app is None:
            from krait.api.router import Router

            app = Router(routes=routes)
        self._base_app = app
        self.app = with_middleware(app, middleware)
        self.name = name
        self.path_regex, self.path_format, self.param_convertors = compile_path(self.path + "/{path:path}")

    @property
    def routes(self):
        return getattr(self._base_app, "routes", [])

    def matches(self, scope):
        if scope["type"] not in ("http", "websocket"):
            return Match.NONE, {}
        root_path, route_path = scope.get("root_path", ""), get_route_path(scope)
        match = self.path_regex.match(route_path)
        if not match:
            return Match.NONE, {}
        found = {name: self.param_convertors[name].convert(value) for name, value in match.groupdict().items()}
        rest = "/" + found.pop("path")
        below = route_path[:-len(rest)]
        return Match.FULL, {
            "path_params": {**scope.get("path_params", {}), **found},
            "app_root_path": scope.get("app_root_path", root_path),
            "root_path": root_path + below,
            "endpoint": self.app,
        }

    def url_path_for(self, name, /, **path_params):
        if self.name is not None and name == self.name and "path" in path_params:
            path_params["path"] = path_params["path"].lstrip("/")
            path, rest = replace_params(self.path_format, self.param_convertors, path_params)
            if not rest:
                return URLPath(path=path)
        elif self.name is None or name.startswith(self.name + ":"):
            below = name if self.name is None else name[len(self.name) + 1:]
            given = path_params.get("path")
            path_params["path"] = ""
            prefix, rest = replace_params(self.path_format, self.param_convertors, path_params)
            if given is not None:
                rest["path"] = given
            for route in self.routes or []:
                try:
                    url = route.url_path_for(below, **rest)
                except NoMatchFound:
                    continue
                return URLPath(path=prefix.rstrip("/") + str(url), protocol=url.protocol)
        raise NoMatchFound(name, path_params)

    async def handle(self, scope, receive, send):
        await self.app(scope, receive, send)

    def __eq__(self, other):
        return isinstance(other, Mount) and self.path == other.path and self.app == other.app

    __hash__ = object.__hash__

    def __repr__(self):
        return f"{self.__class__.__name__}(path={self.path!r}, name={self.name or ''!r}, app={self.app!r})"


class Host(BaseRoute):
    """Everything asked of a host is another application's."""

    def __init__(self, host, app, name=None):
        assert not host.startswith("/"), "Host must not start with '/'"
        self.host = host
        self.app = app
        self.name = name
        self.host_regex, self.host_format, self.param_convertors = compile_path(host)

    @property
    def routes(self):
        return getattr(self.app, "routes", [])

    def matches(self, scope):
        if scope["type"] not in ("http", "websocket"):
            return Match.NONE, {}
        host = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"host"), "")
        match = self.host_regex.match(host.split(":")[0])
        if not match:
            return Match.NONE, {}
        found = {name: self.param_convertors[name].convert(value) for name, value in match.groupdict().items()}
        return Match.FULL, {"path_params": {**scope.get("path_params", {}), **found}, "endpoint": self.app}

    def url_path_for(self, name, /, **path_params):
        if self.name is not None and name == self.name and "path" in path_params:
            path = path_params.pop("path")
            host, rest = replace_params(self.host_format, self.param_convertors, path_params)
            if not rest:
                return URLPath(path=path, host=host)
        elif self.name is None or name.startswith(self.name + ":"):
            below = name if self.name is None else name[len(self.name) + 1:]
            host, rest = replace_params(self.host_format, self.param_convertors, path_params)
            for route in self.routes or []:
                try:
                    url = route.url_path_for(below, **rest)
                except NoMatchFound:
                    continue
                return URLPath(path=str(url), protocol=url.protocol, host=host)
        raise NoMatchFound(name, path_params)

    async def handle(self, scope, receive, send):
        await self.app(scope, receive, send)
