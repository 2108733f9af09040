"""A router: routes in order, slashes, lifespan. What applications and mounts that are not ours to annotate use."""

import inspect
import traceback
from contextlib import asynccontextmanager, contextmanager

from krait.api.datastructures import URL
from krait.api.dependencies.calls import is_coroutine_callable
from krait.api.exceptions import HTTPException
from krait.api.paths import Host, Match, Mount, NoMatchFound, Route, WebSocketRoute, get_route_path, with_middleware
from krait.api.responses import PlainTextResponse, RedirectResponse
from krait.api.websockets import WebSocketClose


class _Lifted:
    """A context manager of `def` kind as an asynchronous one."""

    def __init__(self, cm):
        self.cm = cm

    async def __aenter__(self):
        return self.cm.__enter__()

    async def __aexit__(self, *error):
        return self.cm.__exit__(*error)


class _EventsLifespan:
    """The lifespan of a router that was given none: its startup and shutdown functions."""

    def __init__(self, router):
        self.router = router

    def __call__(self, app):
        return self

    async def __aenter__(self):
        await self.router._startup()

    async def __aexit__(self, *error):
        await self.router._shutdown()


def lifespan_context(lifespan, router):
    if lifespan is None:
        return _EventsLifespan(router)
    if inspect.isasyncgenfunction(lifespan):
        return asynccontextmanager(lifespan)
    if inspect.isgeneratorfunction(lifespan):
        make = contextmanager(lifespan)
        return lambda app: _Lifted(make(app))
    return lifespan


def merged_lifespans(outer, inner):
    @asynccontextmanager
    async def merged(app):
        async with outer(app) as outer_state:
            async with inner(app) as inner_state:
                if inner_state is None and outer_state is None:
                    yield None
                else:
                    yield {**(inner_state or {}), **(outer_state or {})}

    return merged


class Router:
    def __init__(self, routes=None, redirect_slashes=True, default=None, lifespan=None, *, middleware=None,
                 on_startup=None, on_shutdown=None):
        self.routes = [] if routes is None else list(routes)
        self.redirect_slashes = redirect_slashes
        self.default = self.not_found if default is None else default
        self.on_startup = list(on_startup or [])
        self.on_shutdown = list(on_shutdown or [])
        self.lifespan_context = lifespan_context(lifespan, self)
        self.middleware_stack = with_middleware(self.app, middleware)

    async def not_found(self, scope, receive, send):
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        elif "app" in scope:
            raise HTTPException(status_code=404)
        else:
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)

    def url_path_for(self, name, /, **path_params):
        for route in self.routes:
            try:
                return route.url_path_for(name, **path_params)
            except Exception as error:
                # Starlette's routes raise an exception of their own of this name.
                if type(error).__name__ != "NoMatchFound":
                    raise
        raise NoMatchFound(name, path_params)

    async def _startup(self):
        for handler in self.on_startup:
            await handler() if is_coroutine_callable(handler) else handler()

    async def _shutdown(self):
        for handler in self.on_shutdown:
            await handler() if is_coroutine_callable(handler) else handler()

    startup = _startup
    shutdown = _shutdown

    async def lifespan(self, scope, receive, send):
        is_started = False
        await receive()
        try:
            async with self.lifespan_context(scope.get("app")) as state:
                if state is not None:
                    if "state" not in scope:
                        raise RuntimeError('The server does not support "state" in the lifespan scope.')
                    scope["state"].update(state)
                await send({"type": "lifespan.startup.complete"})
                is_started = True
                await receive()
        except BaseException:
            kind = "shutdown" if is_started else "startup"
            await send({"type": f"lifespan.{kind}.failed", "message": traceback.format_exc()})
            raise
        await send({"type": "lifespan.shutdown.complete"})

    async def __call__(self, scope, receive, send):
        await self.middleware_stack(scope, receive, send)

    def candidates(self):
        """Routes as they are matched, in order: an APIRouter has those of what it includes in their places."""
        return self.routes

    def find(self, scope):
        """(route, child scope) of the first that matches fully, else of the first whose method alone differs."""
        partial = None
        for route in self.candidates():
            match, child_scope = route.matches(scope)
            # Starlette's routes have a Match of their own with the same values.
            if match.value == Match.FULL.value:
                return route, child_scope
            if match.value == Match.PARTIAL.value and partial is None:
                partial = route, child_scope
        return partial

    async def app(self, scope, receive, send):
        assert scope["type"] in ("http", "websocket", "lifespan")
        scope.setdefault("router", self)
        if scope["type"] == "lifespan":
            await self.lifespan(scope, receive, send)
            return
        found = self.find(scope)
        if found is not None:
            await self.handle_found(*found, scope, receive, send)
            return
        path = get_route_path(scope)
        if scope["type"] == "http" and self.redirect_slashes and path != "/":
            other = dict(scope)
            other["path"] = other["path"].rstrip("/") if path.endswith("/") else other["path"] + "/"
            if self.find(other) is not None:
                await RedirectResponse(url=str(URL(scope=other)))(scope, receive, send)
                return
        await self.handle_rest(scope, receive, send)

    async def handle_found(self, route, child_scope, scope, receive, send):
        scope["route"] = getattr(route, "original_route", route)
        ours = scope.get("fastapi")
        scope.update(child_scope)
        if ours is not None and scope["fastapi"] is not ours:
            # A route of the application's own class may say more there.
            scope["fastapi"] = {**ours, **scope["fastapi"]}
        await route.handle(scope, receive, send)

    async def handle_rest(self, scope, receive, send):
        await self.default(scope, receive, send)

    def __eq__(self, other):
        return isinstance(other, Router) and self.routes == other.routes

    __hash__ = object.__hash__

    def mount(self, path, app, name=None):
        self.routes.append(Mount(path, app=app, name=name))

    def host(self, host, app, name=None):
        self.routes.append(Host(host, app=app, name=name))

    def add_route(self, path, endpoint, methods=None, name=None, include_in_schema=True):
        self.routes.append(Route(path, endpoint=endpoint, methods=methods, name=name,
                                 include_in_schema=include_in_schema))

    def add_websocket_route(self, path, endpoint, name=None):
        self.routes.append(WebSocketRoute(path, endpoint=endpoint, name=name))

    def add_event_handler(self, event_type, func):
        assert event_type in ("startup", "shutdown")
        (self.on_startup if event_type == "startup" else self.on_shutdown).append(func)

    def on_event(self, event_type):
        def decorator(func):
            self.add_event_handler(event_type, func)
            return func

        return decorator
