"""Limits of requests' bodies: of an application, a router or a route, the innermost deciding."""

from krait.api.datastructures import Headers
from krait.api.exceptions import HTTPException

_LIMIT = "krait.max_body_size"
_FORM_LIMITS = ("max_fields", "max_files", "max_part_size")


def validate_max_body_size(max_body_size):
    if max_body_size is None:
        return
    if isinstance(max_body_size, bool) or not isinstance(max_body_size, int) or max_body_size < 0:
        raise ValueError("max_body_size must be a non-negative integer or None")


def first_limit(*limits):
    return next((limit for limit in limits if limit is not None), None)


def form_limits_of(limits):
    if limits is None:
        return {}
    for name, value in limits.items():
        if name not in _FORM_LIMITS:
            raise ValueError(f"{name} is not a limit of forms: {', '.join(_FORM_LIMITS)}")
        if type(value) is not int or value < 0:
            raise ValueError(f"{name} must be a non-negative integer")
    return dict(limits)


class BodyTooLarge(HTTPException):
    def __init__(self):
        super().__init__(status_code=413, detail="Content Too Large")


def limited(app, max_body_size):
    """The application, refusing bodies past the limit; a limit further in replaces one further out."""
    if max_body_size is None:
        return app

    async def wrapped(scope, receive, send):
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if _LIMIT in scope:
            # The one that counts is further out: it is told of the inner limit.
            counter = scope[_LIMIT]
            previous, counter.limit = counter.limit, max_body_size
            counter.check()
            try:
                await app(scope, receive, send)
            finally:
                counter.limit = previous
            return
        counter = scope[_LIMIT] = _Counter(scope, receive, max_body_size)
        await app(scope, counter.receive, send)

    return wrapped


class _Counter:
    def __init__(self, scope, receive, limit):
        self._receive = receive
        self.limit = limit
        self.total = 0
        length = Headers(raw=scope["headers"]).get("content-length")
        self.announced = int(length) if length and length.isdigit() else None

    def check(self):
        if self.total > self.limit:
            raise BodyTooLarge()

    async def receive(self):
        if self.announced is not None and self.announced > self.limit:
            raise BodyTooLarge()
        message = await self._receive()
        if message["type"] == "http.request":
            self.total += len(message.get("body", b""))
            self.check()
        return message
