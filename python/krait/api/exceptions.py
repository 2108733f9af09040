"""Errors that answer requests, and errors of the application's author."""

import http
from typing import Any

from krait.api.foreign import optional, pydantic_is_here

if pydantic_is_here:
    from pydantic import create_model

    RequestErrorModel: Any = create_model("Request")
    WebSocketErrorModel: Any = create_model("WebSocket")


class _HTTPException(Exception):
    def __init__(self, status_code, detail=None, headers=None):
        self.status_code = status_code
        self.detail = http.HTTPStatus(status_code).phrase if detail is None else detail
        self.headers = headers

    def __str__(self):
        return f"{self.status_code}: {self.detail}"

    def __repr__(self):
        return f"{self.__class__.__name__}(status_code={self.status_code!r}, detail={self.detail!r})"


class _WebSocketException(Exception):
    def __init__(self, code, reason=None):
        self.code = code
        self.reason = reason or ""

    def __str__(self):
        return f"{self.code}: {self.reason}"

    def __repr__(self):
        return f"{self.__class__.__name__}(code={self.code!r}, reason={self.reason!r})"


# Handlers are found by an error's bases: where Starlette is installed, its errors are the bases of ours.
BaseHTTPException: Any = optional("starlette.exceptions", "HTTPException") or _HTTPException
BaseWebSocketException: Any = optional("starlette.exceptions", "WebSocketException") or _WebSocketException


class HTTPException(BaseHTTPException):
    """Raised in a handler or a dependency: the answer has this status and detail."""

    def __init__(self, status_code: int, detail: Any = None, headers: Any = None) -> None:
        super().__init__(status_code=status_code, detail=detail, headers=headers)


class WebSocketException(BaseWebSocketException):
    """Raised in a handler of a WebSocket: closes it."""

    def __init__(self, code: int, reason: "str | None" = None) -> None:
        super().__init__(code=code, reason=reason)


class FastAPIError(RuntimeError):
    """A mistake in how the application was written."""


class DependencyScopeError(FastAPIError):
    """A dependency that lives longer than what it depends on."""


class PydanticV1NotSupportedError(FastAPIError):
    pass


class FastAPIDeprecationWarning(UserWarning):
    pass


class ValidationException(Exception):
    def __init__(self, errors, *, endpoint_ctx=None):
        self._errors = errors
        self.endpoint_ctx = endpoint_ctx
        context = endpoint_ctx or {}
        self.endpoint_function = context.get("function")
        self.endpoint_path = context.get("path")
        self.endpoint_file = context.get("file")
        self.endpoint_line = context.get("line")

    def errors(self):
        return self._errors

    def _where(self):
        if self.endpoint_file and self.endpoint_line and self.endpoint_function:
            where = f'\n  File "{self.endpoint_file}", line {self.endpoint_line}, in {self.endpoint_function}'
            return where + (f"\n    {self.endpoint_path}" if self.endpoint_path else "")
        return f"\n  Endpoint: {self.endpoint_path}" if self.endpoint_path else ""

    def __str__(self):
        count = len(self._errors)
        lines = "".join(f"  {error}\n" for error in self._errors)
        return f"{count} validation error{'s' if count != 1 else ''}:\n{lines}{self._where()}".rstrip()


class RequestValidationError(ValidationException):
    def __init__(self, errors, *, body=None, endpoint_ctx=None):
        super().__init__(errors, endpoint_ctx=endpoint_ctx)
        self.body = body


class WebSocketRequestValidationError(ValidationException):
    pass


class ResponseValidationError(ValidationException):
    def __init__(self, errors, *, body=None, endpoint_ctx=None):
        super().__init__(errors, endpoint_ctx=endpoint_ctx)
        self.body = body
