"""A client that calls an application in this process, with httpx's interface.

Where httpx (or httpx2) is installed, the client is one of its clients and answers are its responses; else both are
our own, with the same methods (`plain_client`). Nothing runs in other threads: the client's loop runs while the test
waits for an answer or a message.
"""

import asyncio
import concurrent.futures
import contextlib
import json
import sys
from collections.abc import Generator
from urllib.parse import unquote, urljoin

from krait.api.foreign import optional
from krait.api.websockets import WebSocketDisconnect


def _library():
    for name in ("httpx2", "httpx"):
        if optional(name, "Client") is not None:
            return __import__(name)
    from krait.api import plain_client

    return plain_client


httpx = _library()


class Loop:
    """An event loop that runs only in `run`. Inside of another running loop, it is run by a thread of its own."""

    def __init__(self):
        self.runner = asyncio.Runner()
        self.thread = None
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            pass
        else:
            self.thread = concurrent.futures.ThreadPoolExecutor(1)

    def _do(self, call, *args):
        return call(*args) if self.thread is None else self.thread.submit(call, *args).result()

    def run(self, coroutine):
        return self._do(self.runner.run, coroutine)

    def start(self, coroutine):
        """A task that goes on whenever the loop runs."""

        async def create():
            return asyncio.get_running_loop().create_task(coroutine)

        return self.run(create())

    def close(self):
        self._do(self.runner.close)
        if self.thread is not None:
            self.thread.shutdown()


async def _next(queue, task):
    """The next message, or the exception that the task ended with; None: it ended."""
    getter = asyncio.ensure_future(queue.get())
    await asyncio.wait((getter, task), return_when=asyncio.FIRST_COMPLETED)
    if getter.done():
        return getter.result()
    getter.cancel()
    if not queue.empty():
        return queue.get_nowait()
    task.result()
    return None


class WebSocketDenialResponse(httpx.Response, WebSocketDisconnect):
    """The answer to a WebSocket that was refused with a response of its own."""


def _denial_class():
    """Tests may expect Starlette's class of this name, where that is in use."""
    theirs = getattr(sys.modules.get("starlette.testclient"), "WebSocketDenialResponse", None)
    return WebSocketDenialResponse if theirs is None else theirs


class WebSocketTestSession:
    def __init__(self, app, scope, open_loop):
        self.app = app
        self.scope = scope
        self.open_loop = open_loop
        self.accepted_subprotocol = None
        self.extra_headers = None

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(self.open_loop())
            self.sent, self.received = self.loop.run(_queues())
            self.task = self.loop.start(self.app(self.scope, self.received.get, self.sent.put))
            stack.callback(self._finish)
            self.send({"type": "websocket.connect"})
            message = self.receive()
            self._raise_on_close(message)
            self.accepted_subprotocol = message.get("subprotocol", None)
            self.extra_headers = message.get("headers", None)
            stack.callback(self.close, 1000)
            self.exit_stack = stack.pop_all()
            return self

    def __exit__(self, *error):
        return self.exit_stack.__exit__(*error)

    def _finish(self):
        """Lets the application see the end, then stops it where it still waits."""

        async def finish():
            for _ in range(8):
                if self.task.done():
                    break
                await asyncio.sleep(0)
            self.task.cancel()
            await asyncio.wait((self.task,))

        self.loop.run(finish())
        if not self.task.cancelled():
            self.task.result()

    def _raise_on_close(self, message):
        if message["type"] == "websocket.close":
            raise WebSocketDisconnect(code=message.get("code", 1000), reason=message.get("reason", ""))
        if message["type"] == "websocket.http.response.start":
            status, headers, body, more = message["status"], message["headers"], [], True
            while more:
                message = self.receive()
                assert message["type"] == "websocket.http.response.body"
                body.append(message["body"])
                more = message.get("more_body", False)
            raise _denial_class()(status_code=status, headers=headers, content=b"".join(body))

    def send(self, message):
        self.received.put_nowait(message)

    def send_text(self, data):
        self.send({"type": "websocket.receive", "text": data})

    def send_bytes(self, data):
        self.send({"type": "websocket.receive", "bytes": data})

    def send_json(self, data, mode="text"):
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        if mode == "text":
            self.send_text(text)
        else:
            self.send_bytes(text.encode("utf-8"))

    def close(self, code=1000, reason=None):
        self.send({"type": "websocket.disconnect", "code": code, "reason": reason})

    def receive(self):
        message = self.loop.run(_next(self.sent, self.task))
        if message is None:
            raise WebSocketDisconnect(code=1006, reason="the application ended without closing the WebSocket")
        return message

    def _data(self):
        message = self.receive()
        self._raise_on_close(message)
        return message

    def receive_text(self):
        return self._data()["text"]

    def receive_bytes(self):
        return self._data()["bytes"]

    def receive_json(self, mode="text"):
        message = self._data()
        return json.loads(message["text"] if mode == "text" else message["bytes"].decode("utf-8"))


async def _queues():
    return asyncio.Queue(), asyncio.Queue()


class _Upgrade(Exception):
    def __init__(self, session):
        self.session = session


_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class _Exchange:
    """One request and its answer as it comes."""

    def __init__(self, app, scope, body, loop):
        self.app, self.scope, self.body, self.loop = app, scope, body, loop
        self.is_read = self.is_started = self.is_over = False
        self.start = self.debug = None
        self.trailers = []

    async def begin(self):
        self.queue = asyncio.Queue(maxsize=1)
        self.over = asyncio.Event()
        self.task = asyncio.get_running_loop().create_task(self.app(self.scope, self.receive, self.send))
        while self.start is None:
            message = await _next(self.queue, self.task)
            if message is None:
                return
            self.start = message

    async def receive(self):
        if self.is_read:
            await self.over.wait()
            return {"type": "http.disconnect"}
        if isinstance(self.body, Generator):
            try:
                chunk = self.body.send(None)
            except StopIteration:
                self.is_read = True
                return {"type": "http.request", "body": b""}
            return {"type": "http.request", "body": chunk.encode() if isinstance(chunk, str) else chunk,
                    "more_body": True}
        self.is_read = True
        return {"type": "http.request", "body": self.body}

    async def send(self, message):
        kind = message["type"]
        if kind == "http.response.debug":
            self.debug = message["info"]
        elif kind == "http.response.start":
            assert not self.is_started, 'Received multiple "http.response.start" messages.'
            self.is_started = True
            await self.queue.put(message)
        elif kind == "http.response.body":
            assert self.is_started, 'Received "http.response.body" without "http.response.start".'
            assert not self.is_over, 'Received "http.response.body" after response completed.'
            more = message.get("more_body", False)
            self.is_over = not more
            await self.queue.put((bytes(message.get("body", b"")), more))
            if not more:
                self.over.set()
        elif kind == "http.response.trailers":
            self.trailers += message.get("headers", [])

    async def part(self):
        """The next bytes; None: there are no more. The application then runs to its end."""
        message = await _next(self.queue, self.task)
        if message is None:
            return None
        data, more = message
        if not more:
            self.over.set()
            await self.finish()
        return data

    async def finish(self):
        await asyncio.wait((self.task,))

    async def stop(self):
        if not self.task.done():
            if not self.is_over:
                self.task.cancel()
            await asyncio.wait((self.task,))


class Transport(httpx.BaseTransport):
    def __init__(self, client):
        self.client = client
        self.open = set()

    def close(self):
        for stack in list(self.open):
            stack.close()

    def _scope(self, request):
        client, url = self.client, request.url
        headers = [] if "host" in request.headers else [(b"host", url.netloc)]
        headers += [(key.lower().encode(), value.encode()) for key, value in request.headers.multi_items()]
        scope = {
            "path": unquote(url.path), "raw_path": url.raw_path.split(b"?", 1)[0], "root_path": client.root_path,
            "scheme": url.scheme, "query_string": url.query, "headers": headers, "client": client.client_address,
            "server": [url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme]],
            "state": client.app_state.copy()}
        if url.scheme in ("ws", "wss"):
            protocols = request.headers.get("sec-websocket-protocol", None)
            return {"type": "websocket", **scope,
                    "subprotocols": [] if protocols is None else [one.strip() for one in protocols.split(",")],
                    "extensions": {"websocket.http.response": {}}}
        return {"type": "http", "http_version": "1.1", "method": request.method, **scope,
                "extensions": {"http.response.debug": {}, "http.response.trailers": {}}}

    def handle_request(self, request):
        scope = self._scope(request)
        if scope["type"] == "websocket":
            raise _Upgrade(WebSocketTestSession(self.client.app, scope, self.client.open_loop))
        with contextlib.ExitStack() as stack:
            loop = stack.enter_context(self.client.open_loop())
            exchange = _Exchange(self.client.app, scope, request.read(), loop)
            stack.push(lambda *error: self._end(exchange, loop, stack, error[0]))
            try:
                loop.run(exchange.begin())
            except Exception:
                if self.client.raise_server_exceptions:
                    raise
            if exchange.start is None:
                if self.client.raise_server_exceptions:
                    raise AssertionError("TestClient did not receive any response.")
                return httpx.Response(status_code=500, headers=[], content=b"", request=request)
            kept = stack.pop_all()
        self.open.add(kept)
        stream = _Body(self._parts(exchange, loop, kept, request.method == "HEAD"), lambda: self._close(kept))
        headers = [(key.decode("latin-1"), value.decode("latin-1")) for key, value in exchange.start.get("headers", [])]
        response = httpx.Response(status_code=exchange.start["status"], headers=headers, stream=stream,
                                  request=request)
        if exchange.debug is not None:
            response.extensions["http.response.debug"] = exchange.debug
            for name in ("template", "context"):
                if name in exchange.debug:
                    setattr(response, name, exchange.debug[name])
        return response

    def _close(self, kept):
        self.open.discard(kept)
        kept.close()

    def _parts(self, exchange, loop, kept, is_head):
        while True:
            try:
                data = loop.run(exchange.part())
            except Exception:
                # Raised when the exchange ends, below, if the client raises at all.
                break
            if data is None:
                break
            if data and not is_head:
                yield data
            if exchange.task.done() and exchange.queue.empty():
                break
        self._close(kept)

    def _end(self, exchange, loop, stack, error):
        loop.run(exchange.stop())
        task = exchange.task
        if error is None and not task.cancelled() and task.exception() is not None \
                and self.client.raise_server_exceptions:
            raise task.exception()


class _Body(httpx.SyncByteStream):
    def __init__(self, parts, close):
        self._parts = parts
        self._close = close

    def __iter__(self):
        return self._parts

    def close(self):
        self._close()


class _ASGI2:
    """An application of ASGI's second version: a class, or a function that answers with the application."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope)(receive, send)


class TestClient(httpx.Client):
    __test__ = False  # for pytest: no class of tests

    def __init__(self, app, base_url="http://testserver", raise_server_exceptions=True, root_path="",
                 backend="asyncio", backend_options=None, cookies=None, headers=None, follow_redirects=True,
                 client=("testclient", 50000)):
        if backend != "asyncio":
            raise ValueError(f"the backend {backend!r} is not supported: applications run on asyncio")
        if isinstance(app, type) and not hasattr(app, "__await__"):
            app = _ASGI2(app)
        self.app = app
        self.root_path = root_path
        self.raise_server_exceptions = raise_server_exceptions
        self.client_address = client
        self.app_state = {}
        self._loop = None
        self._shared_loop, self._shared_count = None, 0
        headers = {} if headers is None else headers
        headers.setdefault("user-agent", "testclient")
        super().__init__(base_url=base_url, headers=headers, transport=Transport(self),
                         follow_redirects=follow_redirects, cookies=cookies)

    @contextlib.contextmanager
    def open_loop(self):
        """The client's loop while it is entered; else one for as long as a request or WebSocket is open."""
        if self._loop is not None:
            yield self._loop
            return
        if self._shared_count == 0:
            self._shared_loop = Loop()
        self._shared_count += 1
        try:
            yield self._shared_loop
        finally:
            self._shared_count -= 1
            if self._shared_count == 0:
                self._shared_loop.close()

    def request(self, method, url, **options):
        return super().request(method, self._merge_url(url), **options)

    def websocket_connect(self, url, subprotocols=None, **options):
        headers = options.get("headers") or {}
        headers.setdefault("connection", "upgrade")
        headers.setdefault("sec-websocket-key", "testserver==")
        headers.setdefault("sec-websocket-version", "13")
        if subprotocols is not None:
            headers.setdefault("sec-websocket-protocol", ", ".join(subprotocols))
        options["headers"] = headers
        try:
            super().request("GET", urljoin("ws://testserver", url), **options)
        except _Upgrade as upgrade:
            return upgrade.session
        raise RuntimeError("Expected WebSocket upgrade")

    def __enter__(self):
        self._loop = Loop()
        try:
            self._sent, self._received = self._loop.run(_queues())
            scope = {"type": "lifespan", "state": self.app_state}
            self._task = self._loop.start(self.app(scope, self._received.get, self._sent.put))
            self._lifespan("startup")
        except BaseException:
            self._close_loop()
            raise
        return self

    def __exit__(self, *error):
        try:
            self._transport.close()
            self._lifespan("shutdown")
        finally:
            self._close_loop()

    def _close_loop(self):
        loop, self._loop = self._loop, None
        loop.close()

    def _lifespan(self, kind):
        async def ask():
            await self._received.put({"type": f"lifespan.{kind}"})
            message = await _next(self._sent, self._task)
            if message is not None and message["type"] == f"lifespan.{kind}.failed":
                await self._task
            if kind == "shutdown":
                await self._task

        self._loop.run(ask())
