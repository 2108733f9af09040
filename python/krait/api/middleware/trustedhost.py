"""Only hosts that are known are answered."""

from krait.api.datastructures import URL, Headers
from krait.api.responses import PlainTextResponse, RedirectResponse


class TrustedHostMiddleware:
    def __init__(self, app, allowed_hosts=None, www_redirect=True):
        allowed_hosts = ["*"] if allowed_hosts is None else allowed_hosts
        for pattern in allowed_hosts:
            assert "*" not in pattern[1:], "Domain wildcard patterns must be like '*.example.com'."
            assert not pattern.startswith("*") or pattern == "*" or pattern.startswith("*."), (
                "Domain wildcard patterns must be like '*.example.com'.")
        self.app = app
        self.allowed_hosts = list(allowed_hosts)
        self.allow_any = "*" in allowed_hosts
        self.www_redirect = www_redirect

    async def __call__(self, scope, receive, send):
        if self.allow_any or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "").split(":")[0]
        has_www = False
        for pattern in self.allowed_hosts:
            if host == pattern or (pattern.startswith("*") and host.endswith(pattern[1:])):
                await self.app(scope, receive, send)
                return
            has_www = has_www or "www." + host == pattern
        if has_www and self.www_redirect:
            url = URL(scope=scope)
            response = RedirectResponse(url=str(url.replace(netloc="www." + url.netloc)))
        else:
            response = PlainTextResponse("Invalid host header", status_code=400)
        await response(scope, receive, send)
