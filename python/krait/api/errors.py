"""From exceptions to answers: handlers by class or status, the middleware that knows them, what remains a 500."""

import html
import traceback

from krait.api.dependencies.calls import is_coroutine_callable
from krait.api.exceptions import BaseHTTPException, BaseWebSocketException
from krait.api.requests import Request
from krait.api.responses import HTMLResponse, PlainTextResponse, Response
from krait.api.websockets import WebSocket

# Starlette's name: its routes mounted in our applications find our handlers, and ours find its.
HANDLERS_KEY = "starlette.exception_handlers"


def _find(handlers, error):
    return next((handlers[cls] for cls in type(error).__mro__ if cls in handlers), None)


async def call_handler(handler, connection, error):
    return await handler(connection, error) if is_coroutine_callable(handler) else handler(connection, error)


def handling_exceptions(app, connection):
    """The application with its errors answered, as long as no answer has begun."""
    by_class, by_status = connection.scope.get(HANDLERS_KEY, ({}, {}))

    async def wrapped(scope, receive, send):
        is_started = False

        async def watched_send(message):
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
            await send(message)

        try:
            await app(scope, receive, watched_send)
        except Exception as error:
            handler = None
            if isinstance(error, BaseHTTPException):
                handler = by_status.get(error.status_code)
            handler = handler or _find(by_class, error)
            if handler is None:
                raise
            if is_started:
                raise RuntimeError("Caught handled exception, but response already started.") from error
            response = await call_handler(handler, connection, error)
            if response is not None:
                await response(scope, receive, watched_send)

    return wrapped


class ExceptionMiddleware:
    def __init__(self, app, handlers=None, debug=False):
        self.app = app
        self.debug = debug
        self.by_status = {}
        self.by_class = {BaseHTTPException: self.http_exception, BaseWebSocketException: self.websocket_exception}
        for key, value in (handlers or {}).items():
            self.add_exception_handler(key, value)

    def add_exception_handler(self, key, handler):
        if isinstance(key, int):
            self.by_status[key] = handler
        else:
            assert issubclass(key, Exception)
            self.by_class[key] = handler

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope[HANDLERS_KEY] = (self.by_class, self.by_status)
        connection = Request(scope, receive, send) if scope["type"] == "http" else WebSocket(scope, receive, send)
        await handling_exceptions(self.app, connection)(scope, receive, send)

    async def http_exception(self, request, error):
        if error.status_code in (204, 304):
            return Response(status_code=error.status_code, headers=error.headers)
        return PlainTextResponse(error.detail, status_code=error.status_code, headers=error.headers)

    async def websocket_exception(self, websocket, error):
        await websocket.close(code=error.code, reason=error.reason)


class ServerErrorMiddleware:
    """The last one: an error that nobody handled is answered with 500, then raised for the server's log."""

    def __init__(self, app, handler=None, debug=False):
        self.app = app
        self.handler = handler
        self.debug = debug

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_started = False

        async def watched_send(message):
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        except Exception as error:
            request = Request(scope)
            if self.debug:
                response = _debug_response(request, error)
            elif self.handler is None:
                response = PlainTextResponse("Internal Server Error", status_code=500)
            else:
                response = await call_handler(self.handler, request, error)
            if not is_started:
                await response(scope, receive, send)
            raise


def _debug_response(request, error):
    text = "".join(traceback.format_exception(error))
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(f"<h1>500 Server Error</h1><pre>{html.escape(text)}</pre>", status_code=500)
    return PlainTextResponse(text, status_code=500)
