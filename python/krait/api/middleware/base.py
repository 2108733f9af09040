"""Middleware as a function from a request and `call_next` to a response."""

import asyncio

from krait.api.requests import ClientDisconnect, Request
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


class _StreamedResponse(Response):
    """The application's answer on its way: its head is known, its parts come through a queue."""

    def __init__(self, start, queue, task):
        self.status_code = start["status"]
        self.raw_headers = list(start["headers"])
        self.background = None
        self.queue = queue
        self.task = task
        self.body_iterator = self._parts()

    async def _parts(self):
        while True:
            message = await self.queue.get()
            self.queue.task_done()
            if message is None:
                self.task.result()
                return
            if message["type"] == "http.response.pathsend":
                with open(message["path"], "rb") as file:
                    yield file.read()
                continue
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body", False):
                return

    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for chunk in self.body_iterator:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
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
        tasks = []
        gone = asyncio.Event()

        async def call_next(request):
            queue = asyncio.Queue(maxsize=1)

            async def put(message):
                if not gone.is_set():
                    # Goes on when the message was taken: the application is never ahead of its reader.
                    await queue.put(message)
                    await queue.join()

            async def run():
                try:
                    await self.app(scope, request_receive, put)
                finally:
                    if not gone.is_set():
                        await queue.put(None)

            task = asyncio.ensure_future(run())
            tasks.append(task)
            start = await queue.get()
            queue.task_done()
            while start is not None and start["type"] != "http.response.start":
                if start["type"] == "http.response.debug":
                    await send(start)
                start = await queue.get()
                queue.task_done()
            if start is None:
                await task
                raise RuntimeError("No response returned.")
            return _StreamedResponse(start, queue, task)

        async def request_receive():
            return await request.wrapped_receive()

        try:
            response = await self.dispatch_func(request, call_next)
            await response(scope, request.wrapped_receive, send)
            for task in tasks:
                await task
        except ClientDisconnect:
            raise
        finally:
            gone.set()
            for task in tasks:
                if not task.done():
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
