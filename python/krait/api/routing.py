"""Routes with annotated handlers, and the routers that hold and include them."""

import copy
import inspect
import sys
from enum import IntEnum

from krait.api import frontend as frontends
from krait.api import params, sse
from krait.api.body_limit import first_limit, form_limits_of, limited, validate_max_body_size
from krait.api.datastructures import Default, DefaultPlaceholder, URLPath
from krait.api.dependencies.forms import make_body_field
from krait.api.dependencies.utils import (get_dependant, get_parameterless_sub_dependant, get_stream_item_type,
                                          get_typed_return_annotation, should_embed_body_fields)
from krait.api.exceptions import FastAPIError
from krait.api.fields import make_field
from krait.api.foreign import is_class_of, is_kind
from krait.api.handlers import RequestHandler, websocket_handler
from krait.api.introspection import is_subclass
from krait.api.paths import (BaseRoute, Host, Match, Mount, NoMatchFound, Route, WebSocketRoute, compile_path, get_name,
                             request_response, websocket_session)
from krait.api.responses import EventSourceResponse, JSONResponse, Response
from krait.api.router import Router, merged_lifespans
from krait.api.utils import generate_unique_id, get_value_or_default, is_body_allowed_for_status_code

__all__ = ["APIRoute", "APIRouter", "APIWebSocketRoute", "BaseRoute", "Host", "Match", "Mount", "NoMatchFound",
           "Route", "RouteContext", "Router", "URLPath", "WebSocketRoute", "compile_path", "iter_route_contexts",
           "request_response", "serialize_response", "websocket_session"]


_PING_INTERVAL = sse._PING_INTERVAL  # where FastAPI's users look for it


def flat_dependant(path, call, dependencies):
    """(dependant, fields of its body, whether they are members of one object)."""
    dependant = get_dependant(path=path, call=call, scope="function")
    dependant.dependencies[:0] = [get_parameterless_sub_dependant(depends=depends, path=path)
                                  for depends in dependencies]
    fields, waiting = [], [dependant]
    while waiting:
        current = waiting.pop()
        fields.extend(current.body_params)
        waiting.extend(reversed(current.dependencies))
    return dependant, fields, should_embed_body_fields(fields)


class APIWebSocketRoute(WebSocketRoute):
    def __init__(self, path, endpoint, *, name=None, dependencies=None, dependency_overrides_provider=None):
        self.path = path
        self.endpoint = endpoint
        self.name = get_name(endpoint) if name is None else name
        self.dependencies = list(dependencies or [])
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.dependant, _, self._embed_body_fields = flat_dependant(self.path_format, endpoint, self.dependencies)
        self.app = websocket_session(websocket_handler(
            dependant=self.dependant, dependency_overrides_provider=dependency_overrides_provider,
            embed_body_fields=self._embed_body_fields))


# What a route may be told, with what holds when nobody says. Where a router says it too, `include` joins them.
ROUTE_OPTIONS = {
    "response_model": Default(None), "status_code": None, "tags": None, "dependencies": None, "summary": None,
    "description": None, "response_description": "Successful Response", "responses": None, "deprecated": None,
    "name": None, "methods": None, "operation_id": None, "response_model_include": None,
    "response_model_exclude": None, "response_model_by_alias": True, "response_model_exclude_unset": False,
    "response_model_exclude_defaults": False, "response_model_exclude_none": False, "include_in_schema": True,
    "response_class": Default(JSONResponse), "dependency_overrides_provider": None, "callbacks": None,
    "openapi_extra": None, "generate_unique_id_function": Default(generate_unique_id),
    "strict_content_type": Default(True), "max_body_size": None, "form_limits": None, "blocking": None,
}


class APIRoute(Route):
    """A path, methods and a handler with annotated parameters."""

    stream_item_type = None

    def __init__(self, path, endpoint, **options):
        unknown = options.keys() - ROUTE_OPTIONS.keys()
        if unknown:
            raise TypeError(f"APIRoute() got an unexpected keyword argument {min(unknown)!r}")
        self._populate(path, endpoint, {**ROUTE_OPTIONS, **options})
        self.app = limited(request_response(self.get_route_handler()), self.max_body_size)

    def _populate(self, path, endpoint, options):
        validate_max_body_size(options["max_body_size"])
        options["form_limits"] = form_limits_of(options["form_limits"])
        for name in options:
            setattr(self, name, options[name])
        self.path = path
        self.endpoint = endpoint
        self.tags = options["tags"] or []
        self.responses = options["responses"] or {}
        self.dependencies = list(options["dependencies"] or [])
        self.name = get_name(endpoint) if options["name"] is None else options["name"]
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.methods = {method.upper() for method in options["methods"] or ["GET"]}
        make_id = self.generate_unique_id_function
        if isinstance(make_id, DefaultPlaceholder):
            make_id = make_id.value
        self.unique_id = self.operation_id or make_id(self)
        if isinstance(self.status_code, IntEnum):
            self.status_code = int(self.status_code)
        description = self.description or inspect.cleandoc(endpoint.__doc__ or "")
        self.description = description.split("\f")[0].strip()
        self._make_additional_fields()
        assert callable(endpoint), "An endpoint must be a callable"
        self.dependant, fields, self._embed_body_fields = flat_dependant(self.path_format, endpoint, self.dependencies)
        self.body_field = make_body_field(body_params=fields, name=self.unique_id,
                                          embed_body_fields=self._embed_body_fields)
        self._make_response_fields()

    def _make_additional_fields(self):
        self.response_fields = {}
        for code, response in self.responses.items():
            assert isinstance(response, dict), "An additional response must be a dict"
            if response.get("model"):
                assert is_body_allowed_for_status_code(code), f"Status code {code} must not have a response body"
                self.response_fields[code] = make_field(f"Response_{code}_{self.unique_id}", response["model"],
                                                        mode="serialization")

    def _make_response_fields(self):
        is_generator = self.dependant.is_gen or self.dependant.is_async_gen
        is_default = isinstance(self.response_class, DefaultPlaceholder)
        is_sse = is_subclass(self.response_class, EventSourceResponse)
        self.is_sse_stream = is_generator and is_sse
        self.is_json_stream = is_generator and is_default
        if isinstance(self.response_model, DefaultPlaceholder):
            annotation = get_typed_return_annotation(self.endpoint)
            item = get_stream_item_type(annotation) if is_generator else None
            if is_class_of(annotation, Response):
                annotation = None
            elif item is not None:
                if (is_default or is_sse) and not is_subclass(item, sse.ServerSentEvent):
                    self.stream_item_type = item
                annotation = None
            self.response_model = annotation
        self.response_field = self.stream_item_field = None
        if self.response_model:
            assert is_body_allowed_for_status_code(self.status_code), (
                f"Status code {self.status_code} must not have a response body")
            self.response_field = make_field("Response_" + self.unique_id, self.response_model, mode="serialization")
        if self.stream_item_type:
            self.stream_item_field = make_field("StreamItem_" + self.unique_id, self.stream_item_type,
                                                mode="serialization")

    def get_route_handler(self):
        return RequestHandler(
            dependant=self.dependant, body_field=self.body_field, status_code=self.status_code,
            response_class=self.response_class, response_field=self.response_field,
            include=self.response_model_include, exclude=self.response_model_exclude,
            by_alias=self.response_model_by_alias, exclude_unset=self.response_model_exclude_unset,
            exclude_defaults=self.response_model_exclude_defaults, exclude_none=self.response_model_exclude_none,
            dependency_overrides_provider=self.dependency_overrides_provider,
            embed_body_fields=self._embed_body_fields, strict_content_type=self.strict_content_type,
            stream_item_field=self.stream_item_field, is_json_stream=self.is_json_stream,
            form_limits=self.form_limits, blocking=self.blocking)

    def included(self, context):
        """This route as an including router's: a copy under its prefix with what both say."""
        made = copy.copy(self)
        made.original_route = self
        options = {name: getattr(self, name) for name in ROUTE_OPTIONS}
        options.update(
            tags=[*context.tags, *self.tags], dependencies=[*context.dependencies, *self.dependencies],
            responses={**context.responses, **self.responses}, deprecated=self.deprecated or context.deprecated,
            include_in_schema=self.include_in_schema and context.include_in_schema,
            response_class=get_value_or_default(self.response_class, context.router.default_response_class,
                                                context.default_response_class),
            dependency_overrides_provider=context.dependency_overrides_provider,
            callbacks=[*context.callbacks, *(self.callbacks or [])],
            generate_unique_id_function=get_value_or_default(
                self.generate_unique_id_function, context.router.generate_unique_id_function,
                context.generate_unique_id_function),
            strict_content_type=get_value_or_default(self.strict_content_type, context.router.strict_content_type,
                                                     context.strict_content_type),
            max_body_size=first_limit(self.max_body_size, context.max_body_size),
            form_limits={**context.form_limits, **self.form_limits})
        made._populate(context.prefix + self.path, self.endpoint, options)
        made.app = limited(request_response(made.get_route_handler()), made.max_body_size)
        return made


class RouterContext:
    """What an including router says of all routes of the included one."""

    def __init__(self, parent, router, *, prefix="", tags=None, dependencies=None,
                 default_response_class=Default(JSONResponse), responses=None, callbacks=None, deprecated=None,
                 include_in_schema=True, generate_unique_id_function=Default(generate_unique_id), max_body_size=None,
                 form_limits=None):
        validate_max_body_size(max_body_size)
        self.router = router
        self.prefix = parent.prefix + prefix
        self.tags = [*parent.tags, *(tags or [])]
        self.dependencies = [*parent.dependencies, *(dependencies or [])]
        self.default_response_class = get_value_or_default(default_response_class, parent.default_response_class)
        self.responses = {**parent.responses, **(responses or {})}
        self.callbacks = [*parent.callbacks, *(callbacks or [])]
        self.deprecated = deprecated or parent.deprecated
        self.include_in_schema = parent.include_in_schema and include_in_schema
        self.generate_unique_id_function = get_value_or_default(
            generate_unique_id_function, parent.generate_unique_id_function)
        self.strict_content_type = parent.strict_content_type
        self.dependency_overrides_provider = parent.dependency_overrides_provider
        self.max_body_size = first_limit(router.max_body_size, max_body_size, parent.max_body_size)
        self.form_limits = {**form_limits_of(form_limits), **router.form_limits}

    def below(self, inner):
        """This context around another."""
        made = copy.copy(inner)
        made.prefix = self.prefix + inner.prefix
        made.tags = [*self.tags, *inner.tags]
        made.dependencies = [*self.dependencies, *inner.dependencies]
        made.responses = {**self.responses, **inner.responses}
        made.callbacks = [*self.callbacks, *inner.callbacks]
        made.deprecated = self.deprecated or inner.deprecated
        made.include_in_schema = self.include_in_schema and inner.include_in_schema
        for name in ("default_response_class", "generate_unique_id_function", "strict_content_type"):
            setattr(made, name, get_value_or_default(getattr(inner, name), getattr(self, name)))
        made.dependency_overrides_provider = self.dependency_overrides_provider
        made.max_body_size = first_limit(inner.max_body_size, self.max_body_size)
        made.form_limits = {**self.form_limits, **inner.form_limits}
        return made


def _included(route, context):
    """A route of an included router as the including one sees it; None: it is nothing that can be included."""
    if isinstance(route, APIRoute):
        return route.included(context)
    if isinstance(route, APIWebSocketRoute):
        made = APIWebSocketRoute(
            context.prefix + route.path, endpoint=route.endpoint, name=route.name,
            dependencies=[*context.dependencies, *route.dependencies],
            dependency_overrides_provider=context.dependency_overrides_provider)
    elif isinstance(route, frontends.FrontendGroup):
        made = route.included(context)
        made.max_body_size = context.max_body_size
    elif is_kind(route, Route):
        made = type(route)(context.prefix + route.path, endpoint=route.endpoint, methods=list(route.methods or []),
                           name=route.name, include_in_schema=route.include_in_schema)
    elif is_kind(route, WebSocketRoute):
        made = type(route)(context.prefix + route.path, route.endpoint, name=route.name)
    elif is_kind(route, Mount):
        made = copy.copy(route)
        made.path = (context.prefix + route.path).rstrip("/")
        made.path_regex, made.path_format, made.param_convertors = compile_path(made.path + "/{path:path}")
    elif is_kind(route, Host):
        app = Router(routes=[Mount(context.prefix, app=route.app)]) if context.prefix else route.app
        made = Host(route.host, app=app, name=route.name)
    else:
        return None
    made.original_route = route
    if context.max_body_size is not None and hasattr(made, "app"):
        made.app = limited(made.app, context.max_body_size)
    return made


class IncludedRouter(BaseRoute):
    """The place of an included router among the routes of the including one; what it has is looked at when needed."""

    def __init__(self, router, context):
        self.router = router
        self.original_router = router
        self.context = context
        self._made = {}
        self._version = None
        self._routes = self._rest = []

    def effective(self):
        """(routes, routes of last resort), made anew when the included router changed."""
        version = self.router.routes_version()
        if version != self._version:
            self._routes, self._rest = [], []
            for route in self.router.routes:
                if isinstance(route, IncludedRouter):
                    key = id(route)
                    if key not in self._made:
                        self._made[key] = IncludedRouter(route.router, self.context.below(route.context))
                    routes, rest = self._made[key].effective()
                    self._routes += routes
                    self._rest += rest
                else:
                    self._add(route, self._routes)
            for route in self.router.last_routes:
                self._add(route, self._rest)
            self._version = version
        return self._routes, self._rest

    def _add(self, route, routes):
        key = id(route)
        if key not in self._made:
            self._made[key] = _included(route, self.context)
        if self._made[key] is not None:
            if isinstance(route, frontends.FrontendGroup):
                self._made[key].sync(route)
            routes.append(self._made[key])

    @property
    def routes(self):
        return self.effective()[0]

    def _find(self, scope):
        partial = (Match.NONE, {}, None)
        for route in self.routes:
            match, child_scope = route.matches(scope)
            if match.value == Match.FULL.value:
                return match, child_scope, route
            if match.value == Match.PARTIAL.value and partial[2] is None:
                partial = match, child_scope, route
        return partial

    def matches(self, scope):
        match, child_scope, route = self._find(scope)
        return match, child_scope

    async def handle(self, scope, receive, send):
        _, child_scope, route = self._find(scope)
        scope.update(child_scope)
        await route.handle(scope, receive, send)

    def url_path_for(self, name, /, **path_params):
        for route in self.routes:
            try:
                return route.url_path_for(name, **path_params)
            except Exception as error:
                if type(error).__name__ != "NoMatchFound":
                    raise
        raise NoMatchFound(name, path_params)


class RouteContext:
    """A route as an application has it: its own attributes under the prefixes of what includes it."""

    def __init__(self, route):
        self.route = self._effective_route = route
        self.original_route = getattr(route, "original_route", route)

    def __getattr__(self, name):
        if name in ("path", "path_format", "name", "methods", "endpoint"):
            return getattr(self._effective_route, name, None)
        return getattr(self._effective_route, name)


def iter_route_contexts(routes):
    for route in routes:
        if isinstance(route, RouteContext):
            yield route
        elif isinstance(route, IncludedRouter):
            yield from map(RouteContext, route.routes)
        else:
            yield RouteContext(route)


class APIRouter(Router):
    def __init__(self, *, prefix="", tags=None, dependencies=None, default_response_class=Default(JSONResponse),
                 responses=None, callbacks=None, routes=None, redirect_slashes=True, default=None,
                 dependency_overrides_provider=None, route_class=APIRoute, on_startup=None, on_shutdown=None,
                 lifespan=None, deprecated=None, include_in_schema=True,
                 generate_unique_id_function=Default(generate_unique_id), strict_content_type=Default(True),
                 max_body_size=None, form_limits=None):
        validate_max_body_size(max_body_size)
        super().__init__(routes=routes, redirect_slashes=redirect_slashes, default=default, lifespan=lifespan,
                         on_startup=on_startup, on_shutdown=on_shutdown)
        self.middleware_stack = limited(self.app, max_body_size)
        _check_prefix(prefix)
        self.prefix = prefix
        self.tags = tags or []
        self.dependencies = list(dependencies or [])
        self.deprecated = deprecated
        self.include_in_schema = include_in_schema
        self.responses = responses or {}
        self.callbacks = callbacks or []
        self.dependency_overrides_provider = dependency_overrides_provider
        self.route_class = route_class
        self.default_response_class = default_response_class
        self.generate_unique_id_function = generate_unique_id_function
        self.strict_content_type = strict_content_type
        self.max_body_size = max_body_size
        self.form_limits = form_limits_of(form_limits)
        # Routes that are asked when no other matches, slash added or not.
        self.last_routes = []
        self._candidates = self._last_candidates = ()
        self._candidates_version = None

    def routes_version(self, seen=None):
        """A value that differs when routes came or went, here or in what is included."""
        seen = set() if seen is None else seen
        if id(self) in seen:
            return ()
        seen.add(id(self))
        below = tuple(route.router.routes_version(seen) for route in self.routes if isinstance(route, IncludedRouter))
        group = self.last_routes[0].routes if self.last_routes else ()
        return tuple(map(id, self.routes)), len(group), below

    def candidates(self):
        version = self.routes_version()
        if version != self._candidates_version:
            routes, rest = [], list(self.last_routes)
            for route in self.routes:
                if isinstance(route, IncludedRouter):
                    below, last = route.effective()
                    routes += below
                    rest += last
                else:
                    routes.append(route)
            self._candidates, self._last_candidates, self._candidates_version = routes, rest, version
        return self._candidates

    async def app(self, scope, receive, send):
        if self.form_limits and scope["type"] == "http":
            ours = scope.setdefault("fastapi", {})
            ours["form_limits"] = {**ours.get("form_limits", {}), **self.form_limits}
        await super().app(scope, receive, send)

    async def handle_rest(self, scope, receive, send):
        found = frontends.find(self._last_candidates, scope)
        if found is not None:
            await self.handle_found(*found, scope, receive, send)
        else:
            await self.default(scope, receive, send)

    def frontend(self, path, *, directory, fallback="auto", check_dir="auto"):
        """Serves a built frontend's files below `path` where no route matches."""
        if not self.last_routes:
            self.last_routes.append(frontends.FrontendGroup(
                dependencies=self.dependencies, provider=self.dependency_overrides_provider))
        self.last_routes[0].add(self.prefix, path, directory=directory, fallback=fallback, check_dir=check_dir)

    # ---- adding routes

    def route(self, path, methods=None, name=None, include_in_schema=True):
        def decorator(func):
            self.add_route(path, func, methods=methods, name=name, include_in_schema=include_in_schema)
            return func

        return decorator

    def add_api_route(self, path, endpoint, *, route_class_override=None, **options):
        def joined(name, own):
            return [*own, *(options.get(name) or [])]

        options["tags"] = joined("tags", self.tags)
        options["dependencies"] = joined("dependencies", self.dependencies)
        options["callbacks"] = joined("callbacks", self.callbacks)
        options["responses"] = {**self.responses, **(options.get("responses") or {})}
        options["deprecated"] = options.get("deprecated") or self.deprecated
        options["include_in_schema"] = options.get("include_in_schema", True) and self.include_in_schema
        options["dependency_overrides_provider"] = self.dependency_overrides_provider
        for name, own in (("response_class", self.default_response_class),
                          ("generate_unique_id_function", self.generate_unique_id_function),
                          ("strict_content_type", self.strict_content_type)):
            options[name] = get_value_or_default(options.get(name, ROUTE_OPTIONS[name]), own)
        limit = first_limit(options.pop("max_body_size", None), self.max_body_size)
        if limit is not None:
            options["max_body_size"] = limit
        if options.get("form_limits", 0) is None:
            del options["form_limits"]
        self.routes.append((route_class_override or self.route_class)(self.prefix + path, endpoint=endpoint, **options))

    def api_route(self, path, **options):
        def decorator(func):
            self.add_api_route(path, func, **options)
            return func

        return decorator

    def add_api_websocket_route(self, path, endpoint, name=None, *, dependencies=None):
        self.routes.append(APIWebSocketRoute(
            self.prefix + path, endpoint=endpoint, name=name, dependencies=[*self.dependencies, *(dependencies or [])],
            dependency_overrides_provider=self.dependency_overrides_provider))

    def websocket(self, path, name=None, *, dependencies=None):
        def decorator(func):
            self.add_api_websocket_route(path, func, name=name, dependencies=dependencies)
            return func

        return decorator

    def websocket_route(self, path, name=None):
        def decorator(func):
            self.add_websocket_route(path, func, name=name)
            return func

        return decorator

    def _contains(self, router, seen):
        if id(self) in seen:
            return False
        seen.add(id(self))
        return any(route.router is router or route.router._contains(router, seen)
                   for route in self.routes if isinstance(route, IncludedRouter))

    def include_router(self, router, *, prefix="", tags=None, dependencies=None,
                       default_response_class=Default(JSONResponse), responses=None, callbacks=None, deprecated=None,
                       include_in_schema=True, generate_unique_id_function=Default(generate_unique_id),
                       max_body_size=None, form_limits=None):
        assert self is not router, ("Cannot include the same APIRouter instance into itself. "
                                    "Did you mean to include a different router?")
        assert not router._contains(self, set()), (
            "Cannot include an APIRouter instance that already includes this router. "
            "Did you mean to include a different router?")
        _check_prefix(prefix)
        if not prefix:
            for context in iter_route_contexts(router.routes):
                if context.path == "":
                    raise FastAPIError("Prefix and path cannot be both empty "
                                       f"(path operation: {context.name or 'unknown'})")
        context = RouterContext(
            self, router, prefix=prefix, tags=tags, dependencies=dependencies,
            default_response_class=default_response_class, responses=responses, callbacks=callbacks,
            deprecated=deprecated, include_in_schema=include_in_schema,
            generate_unique_id_function=generate_unique_id_function, max_body_size=max_body_size,
            form_limits=form_limits)
        self.routes.append(IncludedRouter(router, context))
        for handler in router.on_startup:
            self.add_event_handler("startup", handler)
        for handler in router.on_shutdown:
            self.add_event_handler("shutdown", handler)
        self.lifespan_context = merged_lifespans(self.lifespan_context, _without_events(router))


def _without_events(router):
    """The lifespan of an included router: its startup and shutdown functions are the including router's by now."""
    context = router.lifespan_context
    if type(context).__name__ != "_EventsLifespan":
        return context

    class Nothing:
        async def __aenter__(self):
            return None

        async def __aexit__(self, *error):
            return None

    return lambda app: Nothing()


def _check_prefix(prefix):
    if prefix:
        assert prefix.startswith("/"), "A path prefix must start with '/'"
        assert not prefix.endswith("/"), "A path prefix must not end with '/', as the routes will start with '/'"


# What the decorator of a method takes: all options of a route but those that the router or the decorator knows.
_DECORATOR_OPTIONS = [name for name in ROUTE_OPTIONS
                      if name not in ("methods", "dependency_overrides_provider", "strict_content_type")]


def add_method_decorators(cls, route):
    """`get`, `post` and the others, each with all options in its signature; `route` is called with the path."""

    def make(method):
        def decorate(self, path, **options):
            return route(self)(path, methods=[method.upper()], **options)

        decorate.__name__ = method
        decorate.__qualname__ = f"{cls.__name__}.{method}"
        decorate.__doc__ = f"Adds a handler of {method.upper()} requests."
        decorate.__signature__ = inspect.Signature(
            [inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for name in ("self", "path")]
            + [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=ROUTE_OPTIONS[name])
               for name in _DECORATOR_OPTIONS])
        return decorate

    for method in ("get", "put", "post", "delete", "options", "head", "patch", "trace"):
        setattr(cls, method, make(method))


add_method_decorators(APIRouter, lambda self: self.api_route)


async def serialize_response(*, field=None, response_content, **options):
    """What a handler returned, checked by a field and as JSON can hold it."""
    from krait.api.encoders import jsonable_encoder
    from krait.api.exceptions import ResponseValidationError

    if field is None:
        return jsonable_encoder(response_content)
    context, is_json = options.pop("endpoint_ctx", None), options.pop("dump_json", False)
    options.pop("is_coroutine", None)
    value, errors = field.validate(response_content, loc=("response",))
    if errors:
        raise ResponseValidationError(errors=errors, body=response_content, endpoint_ctx=context)
    return (field.serialize_json if is_json else field.serialize)(value, **options)
