"""Middleware as a function from a request and `call_next` to a response."""

import asyncio

from krait.api.requests import Request
from krait.api.responses import Response


class _CachedRequest(Request):
    """The request a dispatch function sees: a body it has read is given to the application again."""

    def __init__(self, scope, receive):
        super().__init__(scope, receive)
        self._is_replayed = False

    async def wrapped_receive(self):
        if hasattr(self, "_body") and not self._is_replayed:
            self._is_replayed = True
            return {"type": "http.request", "body": self._body, "more_body": False}
        if self._stream_consumed and not hasattr(self, "_body") and not self._is_replayed:
            self._is_replayed = True
            return {"type": "http.request", "body": b"", "more_body": False}
        message = await self.receive()
        if message["type"] == "http.request" and not message.get("more_body", False):
            # The application has it: whoever asks the request for its body later is told so.
            self._stream_consumed = self._is_replayed = True
        return message


class _Channel:
    """Messages from the application to the dispatch function. Sending ends when the message was taken: the application
    is never ahead of its reader. Closed, it takes everything and keeps nothing."""

    def __init__(self):
        self.queue = asyncio.Queue(maxsize=1)
        self.taken = asyncio.Event()
        self.is_closed = False

    async def put(self, message):
        if not self.is_closed:
            self.taken.clear()
            await self.queue.put(message)
            await self.taken.wait()

    async def get(self):
        message = await self.queue.get()
        self.taken.set()
        return message

    def close(self):
        self.is_closed = True
        self.taken.set()
        while not self.queue.empty():
            self.queue.get_nowait()


class _StreamedResponse(Response):
    """The application's answer on its way: its head is known, its parts come through a queue."""

    def __init__(self, start, channel, task):
        self.status_code = start["status"]
        self.raw_headers = list(start["headers"])
        self.background = None
        self.channel = channel
        self.task = task
        self.body_iterator = self._parts()

    async def _parts(self):
        while True:
            message = await self.channel.get()
            if message is None:
                self.task.result()
                return
            if message["type"] == "http.response.pathsend":
                yield message  # the server's to send
                return
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body", False):
                return

    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        is_ended = False
        async for chunk in self.body_iterator:
            is_ended = isinstance(chunk, dict)
            await send(chunk if is_ended else {"type": "http.response.body", "body": chunk, "more_body": True})
        if not is_ended:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        if self.background:
            await self.background()


class BaseHTTPMiddleware:
    def __init__(self, app, dispatch=None):
        self.app = app
        self.dispatch_func = self.dispatch if dispatch is None else dispatch

    async def dispatch(self, request, call_next):
        raise NotImplementedError()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = _CachedRequest(scope, receive)
        calls = []

        async def call_next(request):
            channel = _Channel()

            async def run():
                try:
                    await self.app(scope, request_receive, channel.put)
                finally:
                    await channel.put(None)

            task = asyncio.get_running_loop().create_task(run())
            calls.append((channel, task))
            start = await channel.get()
            while start is not None and start["type"] != "http.response.start":
                if start["type"] == "http.response.debug":
                    await send(start)
                start = await channel.get()
            if start is None:
                await task
                raise RuntimeError("No response returned.")
            return _StreamedResponse(start, channel, task)

        async def request_receive():
            return await request.wrapped_receive()

        try:
            response = await self.dispatch_func(request, call_next)
            await response(scope, request.wrapped_receive, send)
            for channel, task in calls:
                # Of an answer that the function did not pass on, nobody takes the rest.
                channel.close()
                await task
        finally:
            for channel, task in calls:
                channel.close()
                task.cancel()
            if calls:
                await asyncio.gather(*(task for _, task in calls), return_exceptions=True)
