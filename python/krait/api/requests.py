"""What arrived: the connection's scope behind attributes that become objects when they are used."""

import json
from collections.abc import Mapping
from http import cookies as http_cookies

from krait.api.datastructures import URL, Address, FormData, Headers, QueryParams, State
from krait.api.exceptions import HTTPException
from krait.api.formparsers import MultiPartException, MultiPartParser, parse_options, parse_urlencoded


class ClientDisconnect(Exception):
    pass


def cookie_parser(text):
    cookies = {}
    for chunk in text.split(";"):
        key, equals, value = chunk.partition("=")
        if not equals:
            key, value = "", chunk
        key, value = key.strip(), value.strip()
        if key or value:
            cookies[key] = http_cookies._unquote(value)
    return cookies


class HTTPConnection(Mapping):
    def __init__(self, scope, receive=None):
        assert scope["type"] in ("http", "websocket")
        self.scope = scope

    def __getitem__(self, key):
        return self.scope[key]

    def __iter__(self):
        return iter(self.scope)

    def __len__(self):
        return len(self.scope)

    # Connections are compared by identity, not as the mappings that they also are.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def app(self):
        return self.scope["app"]

    @property
    def url(self):
        if not hasattr(self, "_url"):
            self._url = URL(scope=self.scope)
        return self._url

    @property
    def base_url(self):
        if not hasattr(self, "_base_url"):
            scope = dict(self.scope)
            path = scope.get("app_root_path", scope.get("root_path", ""))
            scope["path"] = path if path.endswith("/") else path + "/"
            scope["query_string"] = b""
            scope["root_path"] = path
            self._base_url = URL(scope=scope)
        return self._base_url

    @property
    def headers(self):
        if not hasattr(self, "_headers"):
            self._headers = Headers(scope=self.scope)
        return self._headers

    @property
    def query_params(self):
        if not hasattr(self, "_query_params"):
            self._query_params = QueryParams(self.scope["query_string"])
        return self._query_params

    @property
    def path_params(self):
        return self.scope.get("path_params", {})

    @property
    def cookies(self):
        if not hasattr(self, "_cookies"):
            self._cookies = {}
            for header in self.headers.getlist("cookie"):
                self._cookies.update(cookie_parser(header))
        return self._cookies

    @property
    def client(self):
        host_port = self.scope.get("client")
        return None if host_port is None else Address(*host_port)

    @property
    def session(self):
        assert "session" in self.scope, "SessionMiddleware must be installed to access request.session"
        return self.scope["session"]

    @property
    def auth(self):
        assert "auth" in self.scope, "AuthenticationMiddleware must be installed to access request.auth"
        return self.scope["auth"]

    @property
    def user(self):
        assert "user" in self.scope, "AuthenticationMiddleware must be installed to access request.user"
        return self.scope["user"]

    @property
    def state(self):
        if not hasattr(self, "_state"):
            self._state = State(self.scope.setdefault("state", {}))
        return self._state

    def url_for(self, name, /, **path_params):
        provider = self.scope.get("router") or self.scope.get("app")
        if provider is None:
            raise RuntimeError("The `url_for` method can only be used inside an application or with a router.")
        return provider.url_path_for(name, **path_params).make_absolute_url(base_url=str(self.base_url))


async def empty_receive():
    raise RuntimeError("Receive channel has not been made available")


async def empty_send(message):
    raise RuntimeError("Send channel has not been made available")


class _AwaitableForm:
    """`await request.form()` and `async with request.form() as form:`."""

    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        return self.coroutine.__await__()

    async def __aenter__(self):
        self.form = await self.coroutine
        return self.form

    async def __aexit__(self, *error):
        await self.form.close()


class Request(HTTPConnection):
    def __init__(self, scope, receive=empty_receive, send=empty_send):
        super().__init__(scope)
        assert scope["type"] == "http"
        self._receive = receive
        self._send = send
        self._stream_consumed = False
        self._is_disconnected = False
        self._form = None

    @property
    def method(self):
        return self.scope["method"]

    @property
    def receive(self):
        return self._receive

    async def stream(self):
        if hasattr(self, "_body"):
            yield self._body
            yield b""
            return
        if self._stream_consumed:
            raise RuntimeError("Stream consumed")
        while not self._stream_consumed:
            message = await self._receive()
            if message["type"] == "http.request":
                body = message.get("body", b"")
                if not message.get("more_body", False):
                    self._stream_consumed = True
                if body:
                    yield body
            elif message["type"] == "http.disconnect":
                self._is_disconnected = True
                raise ClientDisconnect()
        yield b""

    async def body(self):
        if not hasattr(self, "_body"):
            chunks = [chunk async for chunk in self.stream()]
            self._body = chunks[0] if len(chunks) == 2 else b"".join(chunks)
        return self._body

    async def json(self):
        if not hasattr(self, "_json"):
            self._json = json.loads(await self.body())
        return self._json

    async def _get_form(self, *, max_files=1000, max_fields=1000, max_part_size=1024 * 1024):
        if self._form is None:
            kind, _ = parse_options(self.headers.get("content-type", ""))
            try:
                if kind == "multipart/form-data":
                    parser = MultiPartParser(self.headers, self.stream(), max_files=max_files,
                                             max_fields=max_fields, max_part_size=max_part_size)
                    self._form = await parser.parse()
                elif kind == "application/x-www-form-urlencoded":
                    self._form = await parse_urlencoded(self.stream(), max_fields, max_part_size)
                else:
                    self._form = FormData()
            except MultiPartException as error:
                if "app" in self.scope:
                    raise HTTPException(status_code=400, detail=error.message) from error
                raise
        return self._form

    def form(self, *, max_files=1000, max_fields=1000, max_part_size=1024 * 1024):
        return _AwaitableForm(
            self._get_form(max_files=max_files, max_fields=max_fields, max_part_size=max_part_size))

    async def close(self):
        if self._form is not None:
            await self._form.close()

    async def is_disconnected(self):
        import asyncio

        if not self._is_disconnected:
            task = asyncio.ensure_future(self._receive())
            # A message that is there already arrives within a few turns of the loop.
            for _ in range(3):
                if task.done():
                    break
                await asyncio.sleep(0)
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            elif task.result().get("type") == "http.disconnect":
                self._is_disconnected = True
        return self._is_disconnected

    async def send_push_promise(self, path):
        if "http.response.push" in self.scope.get("extensions", {}):
            names = {b"accept", b"accept-encoding", b"accept-language", b"cache-control", b"user-agent"}
            headers = [(key, value) for key, value in self.headers.raw if key in names]
            await self._send({"type": "http.response.push", "path": path, "headers": headers})
