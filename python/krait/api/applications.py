"""The application: a router with error handlers, middleware, the document and its pages."""

import os
import threading
import warnings

from krait.api import routing
from krait.api.datastructures import Default, State
from krait.api.errors import ExceptionMiddleware, ServerErrorMiddleware
from krait.api.exception_handlers import (http_exception_handler, request_validation_exception_handler,
                                          websocket_request_validation_exception_handler)
from krait.api.exceptions import (BaseHTTPException, FastAPIDeprecationWarning, RequestValidationError,
                                  WebSocketRequestValidationError)
from krait.api.middleware import Middleware
from krait.api.middleware.asyncexitstack import AsyncExitStackMiddleware
from krait.api.middleware.base import BaseHTTPMiddleware
from krait.api.openapi.docs import (get_redoc_html, get_swagger_ui_html, get_swagger_ui_oauth2_redirect_html,
                                    local_files)
from krait.api.openapi.utils import get_openapi
from krait.api.responses import FileResponse, JSONResponse
from krait.api.routing import add_method_decorators
from krait.api.utils import generate_unique_id


# Set by the C half, on its thread, just before it calls the application: what that does in place of its route.
OUTCOMES = threading.local()


class Outcomes:
    """The router, but for requests whose handler was called in C: they go on with what it returned or raised."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        outcome = scope.pop("krait.outcome", None)
        if outcome is None:
            await self.app(scope, receive, send)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            await outcome(scope, receive, send)


class FastAPI:
    def __init__(self, *, telemetry=None, debug=False, routes=None, title="FastAPI", summary=None, description="",
                 version="0.1.0", openapi_url="/openapi.json", openapi_tags=None, servers=None, dependencies=None,
                 default_response_class=Default(JSONResponse), redirect_slashes=True, docs_url="/docs",
                 redoc_url="/redoc", swagger_ui_oauth2_redirect_url="/docs/oauth2-redirect",
                 swagger_ui_init_oauth=None, middleware=None, exception_handlers=None, on_startup=None,
                 on_shutdown=None, lifespan=None, terms_of_service=None, contact=None, license_info=None,
                 root_path="", root_path_in_servers=True, responses=None, callbacks=None, webhooks=None,
                 deprecated=None, include_in_schema=True, swagger_ui_parameters=None,
                 generate_unique_id_function=Default(generate_unique_id), separate_input_output_schemas=True,
                 openapi_external_docs=None, strict_content_type=True, max_body_size=None, form_limits=None,
                 **extra):
        self.extra = extra
        self.debug = debug
        self.title = title
        self.summary = summary
        self.description = description
        self.version = version
        self.terms_of_service = terms_of_service
        self.contact = contact
        self.license_info = license_info
        self.openapi_url = openapi_url
        self.openapi_tags = openapi_tags
        self.root_path_in_servers = root_path_in_servers
        self.docs_url = docs_url
        self.redoc_url = redoc_url
        self.swagger_ui_oauth2_redirect_url = swagger_ui_oauth2_redirect_url
        self.swagger_ui_init_oauth = swagger_ui_init_oauth
        self.swagger_ui_parameters = swagger_ui_parameters
        self.servers = servers or []
        self.separate_input_output_schemas = separate_input_output_schemas
        self.openapi_external_docs = openapi_external_docs
        self.openapi_version = "3.1.0"
        self.openapi_schema = None
        self._openapi_routes_version = None
        if self.openapi_url:
            assert self.title, "A title must be provided for OpenAPI, e.g.: 'My API'"
            assert self.version, "A version must be provided for OpenAPI, e.g.: '2.1.0'"
        self.webhooks = webhooks or routing.APIRouter()
        if root_path:
            warnings.warn("The `root_path` parameter is deprecated. Configure the server's root path instead, for "
                          "example with `fastapi run --root-path /api/v1`.",
                          category=FastAPIDeprecationWarning, stacklevel=2)
        self.root_path = root_path
        self.max_body_size = max_body_size
        self.state = State()
        self.dependency_overrides = {}
        self.router = routing.APIRouter(
            routes=routes, redirect_slashes=redirect_slashes, dependency_overrides_provider=self,
            on_startup=on_startup, on_shutdown=on_shutdown, lifespan=lifespan,
            default_response_class=default_response_class, dependencies=dependencies, callbacks=callbacks,
            deprecated=deprecated, include_in_schema=include_in_schema, responses=responses,
            generate_unique_id_function=generate_unique_id_function, strict_content_type=strict_content_type,
            max_body_size=max_body_size, form_limits=form_limits)
        self.exception_handlers = dict(exception_handlers or {})
        for kind, handler in ((BaseHTTPException, http_exception_handler),
                              (RequestValidationError, request_validation_exception_handler),
                              (WebSocketRequestValidationError, websocket_request_validation_exception_handler)):
            self.exception_handlers.setdefault(kind, handler)
        self.user_middleware = list(middleware or [])
        self.middleware_stack = None
        self._native_lifespans = {}
        self._pool = None
        self.setup()

    # ---- the document and its pages

    def openapi(self):
        version = self.router.routes_version()
        if not self.openapi_schema or self._openapi_routes_version != version:
            self.openapi_schema = get_openapi(
                title=self.title, version=self.version, openapi_version=self.openapi_version, summary=self.summary,
                description=self.description, terms_of_service=self.terms_of_service, contact=self.contact,
                license_info=self.license_info, routes=self.routes, webhooks=self.webhooks.routes,
                tags=self.openapi_tags, servers=self.servers,
                separate_input_output_schemas=self.separate_input_output_schemas,
                external_docs=self.openapi_external_docs)
            self._openapi_routes_version = version
        return self.openapi_schema

    def setup(self):
        if not self.openapi_url:
            return
        swagger_files = self._serve_files("swagger", self.docs_url)
        redoc_files = self._serve_files("redoc", self.redoc_url)

        async def openapi(request):
            root = request.scope.get("root_path", "").rstrip("/")
            schema = self.openapi()
            if root and self.root_path_in_servers:
                servers = schema.get("servers", [])
                if root not in [server.get("url") for server in servers]:
                    schema = {**schema, "servers": [{"url": root}, *servers]}
            return JSONResponse(schema)

        async def swagger_ui_html(request):
            root = request.scope.get("root_path", "").rstrip("/")
            local = {option: root + path for option, path in swagger_files.items()}
            redirect = self.swagger_ui_oauth2_redirect_url
            return get_swagger_ui_html(
                openapi_url=root + self.openapi_url, title=f"{self.title} - Swagger UI",
                oauth2_redirect_url=root + redirect if redirect else redirect,
                init_oauth=self.swagger_ui_init_oauth, swagger_ui_parameters=self.swagger_ui_parameters, **local)

        async def swagger_ui_redirect(request):
            return get_swagger_ui_oauth2_redirect_html()

        async def redoc_html(request):
            root = request.scope.get("root_path", "").rstrip("/")
            local = {option: root + path for option, path in redoc_files.items()}
            if local:
                local.update(with_google_fonts=False, redoc_favicon_url="data:,")
            return get_redoc_html(openapi_url=root + self.openapi_url, title=f"{self.title} - ReDoc", **local)

        self.add_route(self.openapi_url, openapi, include_in_schema=False)
        if self.docs_url:
            self.add_route(self.docs_url, swagger_ui_html, include_in_schema=False)
            if self.swagger_ui_oauth2_redirect_url:
                self.add_route(self.swagger_ui_oauth2_redirect_url, swagger_ui_redirect, include_in_schema=False)
        if self.redoc_url:
            self.add_route(self.redoc_url, redoc_html, include_in_schema=False)

    def _serve_files(self, page, path):
        """{option of a page: path of its file, which is a route from now on}, for the page at `path`."""
        if not path:
            return {}
        served = {}
        for option, file in local_files(page).items():
            served[option] = f"{path.rstrip('/')}/{os.path.basename(file)}"
            self._serve_file(served[option], file)
        return served

    def _serve_file(self, path, file):
        async def respond(request):
            return FileResponse(file)

        self.add_route(path, respond, include_in_schema=False)

    # ---- the stack

    def build_middleware_stack(self):
        error_handler, handlers = None, {}
        for key, value in self.exception_handlers.items():
            if key in (500, Exception):
                error_handler = value
            else:
                handlers[key] = value
        app = AsyncExitStackMiddleware(Outcomes(self.router))
        app = ExceptionMiddleware(app, handlers=handlers, debug=self.debug)
        for cls, args, kwargs in reversed(self.user_middleware):
            app = cls(app, *args, **kwargs)
        return ServerErrorMiddleware(app, handler=error_handler, debug=self.debug)

    async def __call__(self, scope, receive, send):
        if self.root_path:
            scope["root_path"] = self.root_path
        scope["app"] = self
        if self.middleware_stack is None:
            self.middleware_stack = self.build_middleware_stack()
        outcome = getattr(OUTCOMES, "value", None)
        if outcome is not None:
            # The C half called the handler already: its error or response takes the way out of the stack.
            scope["krait.outcome"], OUTCOMES.value = outcome, None
        await self.middleware_stack(scope, receive, send)

    def add_middleware(self, middleware_class, *args, **kwargs):
        if self.middleware_stack is not None:
            raise RuntimeError("Cannot add middleware after an application has started")
        self.user_middleware.insert(0, Middleware(middleware_class, *args, **kwargs))

    def middleware(self, middleware_type):
        assert middleware_type == "http", 'Currently only middleware("http") is supported.'

        def decorator(func):
            self.add_middleware(BaseHTTPMiddleware, dispatch=func)
            return func

        return decorator

    def add_exception_handler(self, exc_class_or_status_code, handler):
        self.exception_handlers[exc_class_or_status_code] = handler

    def exception_handler(self, exc_class_or_status_code):
        def decorator(func):
            self.add_exception_handler(exc_class_or_status_code, func)
            return func

        return decorator

    # ---- the server

    def __krait_handler__(self):
        """What `krait serve` asks first: the application as the server's C half calls it."""
        from krait.api.native import handler_of

        return handler_of(self)

    def _native_startup(self, state):
        from krait.api.native import NativeLifespan

        lifespan = self._native_lifespans[id(state)] = NativeLifespan(self, state)
        return lifespan.startup()

    def _native_shutdown(self, state):
        return self._native_lifespans.pop(id(state)).shutdown()

    def worker(self, function):
        """Marks a function that runs in a pool of processes: calls are awaited."""
        from krait.api.pool import Pool, worker_decorator

        if self._pool is None:
            self._pool = Pool()
            self.router.add_event_handler("shutdown", self._pool.close)
        return worker_decorator(self._pool)(function)

    def run(self, host="127.0.0.1", port=8000, **options):
        """Serves this application until it is interrupted; options are the settings of `krait serve`."""
        from krait.api.native import run_app

        return run_app(self, host, port, options)

    # ---- what the router does

    @property
    def routes(self):
        return self.router.routes

    def url_path_for(self, name, /, **path_params):
        return self.router.url_path_for(name, **path_params)

    def frontend(self, path, *, directory, fallback="auto", check_dir="auto"):
        self.router.frontend(path, directory=directory, fallback=fallback, check_dir=check_dir)

    def add_api_route(self, path, endpoint, **options):
        self.router.add_api_route(path, endpoint, **options)

    def api_route(self, path, **options):
        return self.router.api_route(path, **options)

    def add_api_websocket_route(self, path, endpoint, name=None, *, dependencies=None):
        self.router.add_api_websocket_route(path, endpoint, name=name, dependencies=dependencies)

    def websocket(self, path, name=None, *, dependencies=None):
        return self.router.websocket(path, name, dependencies=dependencies)

    def websocket_route(self, path, name=None):
        return self.router.websocket_route(path, name)

    def add_websocket_route(self, path, route, name=None):
        self.router.add_websocket_route(path, route, name=name)

    def add_route(self, path, route, methods=None, name=None, include_in_schema=True):
        self.router.add_route(path, route, methods=methods, name=name, include_in_schema=include_in_schema)

    def route(self, path, methods=None, name=None, include_in_schema=True):
        return self.router.route(path, methods=methods, name=name, include_in_schema=include_in_schema)

    def include_router(self, router, **options):
        self.router.include_router(router, **options)

    def mount(self, path, app, name=None):
        self.router.mount(path, app=app, name=name)

    def host(self, host, app, name=None):
        self.router.host(host, app=app, name=name)

    def add_event_handler(self, event_type, func):
        self.router.add_event_handler(event_type, func)

    def on_event(self, event_type):
        warnings.warn("on_event is deprecated, use lifespan event handlers instead.", DeprecationWarning, stacklevel=2)
        return self.router.on_event(event_type)


add_method_decorators(FastAPI, lambda self: self.router.api_route)
