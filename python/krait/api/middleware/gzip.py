"""Answers in gzip for those who take it."""

import gzip
import io

from krait.api.datastructures import Headers, MutableHeaders

EXCLUDED = ("text/event-stream",)


class GZipMiddleware:
    def __init__(self, app, minimum_size=500, compresslevel=9):
        self.app = app
        self.minimum_size = minimum_size
        self.compresslevel = compresslevel

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        takes_gzip = "gzip" in Headers(scope=scope).get("Accept-Encoding", "")
        await _Answer(self, takes_gzip, send).run(self.app, scope, receive)


class _Answer:
    def __init__(self, middleware, takes_gzip, send):
        self.middleware = middleware
        self.takes_gzip = takes_gzip
        self.send = send
        self.start = None
        self.is_plain = False
        self.buffer = None
        self.file = None

    async def run(self, app, scope, receive):
        await app(scope, receive, self.on_message)

    async def on_message(self, message):
        if message["type"] == "http.response.start":
            self.start = message
            headers = Headers(raw=message["headers"])
            # Parts of a body are parts of what it is without gzip.
            self.is_plain = ("content-encoding" in headers or message["status"] == 206
                             or headers.get("content-type", "").startswith(EXCLUDED))
        elif message["type"] == "http.response.body" and self.start is not None:
            await self._first(message)
        elif message["type"] == "http.response.body":
            await self._more(message)
        else:
            # A file that the server sends.
            start, self.start = self.start, None
            if start is not None:
                await self.send(start)
            await self.send(message)

    async def _first(self, message):
        start, self.start = self.start, None
        body, more = message.get("body", b""), message.get("more_body", False)
        headers = MutableHeaders(raw=list(start["headers"]))
        if not self.is_plain:
            headers.add_vary_header("Accept-Encoding")
        is_small = len(body) < self.middleware.minimum_size and not more
        if self.is_plain or is_small or not self.takes_gzip:
            self.is_plain = True
            await self.send({**start, "headers": headers.raw})
            await self.send(message)
            return
        self.buffer = io.BytesIO()
        self.file = gzip.GzipFile(mode="wb", fileobj=self.buffer, compresslevel=self.middleware.compresslevel)
        headers["Content-Encoding"] = "gzip"
        data = self._compress(body, more)
        if more:
            del headers["Content-Length"]
        else:
            headers["Content-Length"] = str(len(data))
        await self.send({**start, "headers": headers.raw})
        await self.send({**message, "body": data})

    async def _more(self, message):
        if not self.is_plain:
            message = {**message, "body": self._compress(message.get("body", b""), message.get("more_body", False))}
        await self.send(message)

    def _compress(self, body, more):
        self.file.write(body)
        if more:
            self.file.flush()
        else:
            self.file.close()
        data = self.buffer.getvalue()
        self.buffer.seek(0)
        self.buffer.truncate()
        return data
