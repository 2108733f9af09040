"""A dictionary per client, kept in a signed cookie."""

import base64
import hashlib
import hmac
import json
import time

from krait.api.datastructures import MutableHeaders
from krait.api.requests import HTTPConnection


class SessionMiddleware:
    def __init__(self, app, secret_key, session_cookie="session", max_age=14 * 24 * 60 * 60, path="/",
                 same_site="lax", https_only=False, domain=None):
        self.app = app
        self.key = hashlib.sha256(b"krait.sessions" + str(secret_key).encode()).digest()
        self.session_cookie = session_cookie
        self.max_age = max_age
        self.path = path
        self.flags = f"httponly; samesite={same_site}" + ("; secure" if https_only else "") + (
            f"; domain={domain}" if domain is not None else "")

    def _signature(self, data):
        return base64.urlsafe_b64encode(hmac.digest(self.key, data, "sha256")).rstrip(b"=")

    def _dump(self, session):
        data = base64.urlsafe_b64encode(json.dumps(session).encode()) + b"." + str(int(time.time())).encode()
        return (data + b"." + self._signature(data)).decode()

    def _load(self, cookie):
        """What the cookie holds; None: it is not ours, or too old."""
        data, _, signature = cookie.encode("latin-1").rpartition(b".")
        if not hmac.compare_digest(signature, self._signature(data)):
            return None
        text, _, made = data.rpartition(b".")
        if self.max_age is not None and int(made) + self.max_age < time.time():
            return None
        return json.loads(base64.urlsafe_b64decode(text))

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        cookie = HTTPConnection(scope).cookies.get(self.session_cookie)
        known = self._load(cookie) if cookie else None
        scope["session"] = known or {}

        async def send_with_cookie(message):
            if message["type"] in ("http.response.start", "websocket.accept"):
                if scope["session"]:
                    age = f"Max-Age={self.max_age}; " if self.max_age else ""
                    value = f"{self.session_cookie}={self._dump(scope['session'])}; path={self.path}; {age}{self.flags}"
                    MutableHeaders(raw=message["headers"]).append("Set-Cookie", value)
                elif known:
                    gone = "expires=Thu, 01 Jan 1970 00:00:00 GMT; "
                    value = f"{self.session_cookie}=null; path={self.path}; {gone}{self.flags}"
                    MutableHeaders(raw=message["headers"]).append("Set-Cookie", value)
            await send(message)

        await self.app(scope, receive, send_with_cookie)
