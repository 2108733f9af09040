"""Answers to other origins: which may ask what."""

import functools
import re

from krait.api.datastructures import Headers, MutableHeaders
from krait.api.responses import PlainTextResponse

ALL_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
SAFELISTED_HEADERS = {"Accept", "Accept-Language", "Content-Language", "Content-Type"}


class CORSMiddleware:
    def __init__(self, app, allow_origins=(), allow_methods=("GET",), allow_headers=(), allow_credentials=False,
                 allow_origin_regex=None, allow_private_network=False, expose_headers=(), max_age=600):
        self.app = app
        self.allow_origins = allow_origins
        self.allow_methods = ALL_METHODS if "*" in allow_methods else allow_methods
        self.allow_all_origins = "*" in allow_origins
        self.allow_all_headers = "*" in allow_headers
        self.allow_headers = [name.lower() for name in sorted(SAFELISTED_HEADERS | set(allow_headers))]
        self.allow_origin_regex = None if allow_origin_regex is None else re.compile(allow_origin_regex)
        self.allow_credentials = allow_credentials
        self.allow_private_network = allow_private_network
        # One value for everybody can only be said where no credentials come along.
        self.is_same_for_all = self.allow_all_origins and not allow_credentials
        self.simple_headers = {"Access-Control-Allow-Origin": "*"} if self.allow_all_origins else {}
        self.preflight_headers = {"Access-Control-Allow-Methods": ", ".join(self.allow_methods),
                                  "Access-Control-Max-Age": str(max_age)}
        if self.is_same_for_all:
            self.preflight_headers["Access-Control-Allow-Origin"] = "*"
        else:
            self.preflight_headers["Vary"] = "Origin"
        if not self.allow_all_headers:
            self.preflight_headers["Access-Control-Allow-Headers"] = ", ".join(
                sorted(SAFELISTED_HEADERS | set(allow_headers)))
        if allow_credentials:
            self.simple_headers["Access-Control-Allow-Credentials"] = "true"
            self.preflight_headers["Access-Control-Allow-Credentials"] = "true"
        if expose_headers:
            self.simple_headers["Access-Control-Expose-Headers"] = ", ".join(expose_headers)

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("origin") is None:
            await self.app(scope, receive, send)
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await self.preflight_response(request_headers=headers)(scope, receive, send)
        else:
            await self.app(scope, receive, functools.partial(self.send, send=send, request_headers=headers))

    def is_allowed_origin(self, origin):
        if self.allow_all_origins:
            return True
        if self.allow_origin_regex is not None and self.allow_origin_regex.fullmatch(origin):
            return True
        return origin in self.allow_origins

    def preflight_response(self, request_headers):
        origin = request_headers["origin"]
        wanted = request_headers.get("access-control-request-headers")
        headers = dict(self.preflight_headers)
        failures = []
        if not self.is_allowed_origin(origin):
            failures.append("origin")
        elif not self.is_same_for_all:
            headers["Access-Control-Allow-Origin"] = origin
        if request_headers["access-control-request-method"] not in self.allow_methods:
            failures.append("method")
        if self.allow_all_headers and wanted is not None:
            headers["Access-Control-Allow-Headers"] = wanted
        elif wanted is not None and any(
                name.strip() not in self.allow_headers for name in wanted.lower().split(",")):
            failures.append("headers")
        if request_headers.get("access-control-request-private-network") is not None:
            if self.allow_private_network:
                headers["Access-Control-Allow-Private-Network"] = "true"
            else:
                failures.append("private-network")
        if failures:
            return PlainTextResponse("Disallowed CORS " + ", ".join(failures), status_code=400, headers=headers)
        return PlainTextResponse("OK", status_code=200, headers=headers)

    async def send(self, message, send, request_headers):
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            headers = MutableHeaders(raw=list(message["headers"]))
            headers.update(self.simple_headers)
            origin = request_headers["origin"]
            names_origin = self.allow_all_origins and "cookie" in request_headers
            if names_origin or (not self.allow_all_origins and self.is_allowed_origin(origin)):
                headers["Access-Control-Allow-Origin"] = origin
                headers.add_vary_header("Origin")
            message = {**message, "headers": headers.raw}
        await send(message)
