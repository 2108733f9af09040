"""A client over a transport, with httpx's interface, for where httpx is not installed. What only networks need is
accepted and has no effect: timeouts, proxies, certificates."""

import base64
import contextlib
import datetime
import io
import json as json_module
import mimetypes
import os
import time
from urllib.parse import urlencode

from krait.api.plain_messages import (URL, Cookies, CookieConflict, DecodingError, Headers, HTTPError, HTTPStatusError,
                                      QueryParams, Request, RequestError, Response, ResponseNotRead, StreamClosed,
                                      StreamConsumed, StreamError, TooManyRedirects, primitive_text)

__all__ = ["URL", "Auth", "BaseTransport", "BasicAuth", "Client", "CookieConflict", "Cookies", "DecodingError",
           "HTTPError", "HTTPStatusError", "Headers", "QueryParams", "Request", "RequestError", "Response",
           "ResponseNotRead", "StreamClosed", "StreamConsumed", "StreamError", "SyncByteStream", "TooManyRedirects",
           "USE_CLIENT_DEFAULT"]

REDIRECTS_MAX = 20


class UseClientDefault:
    """In place of an option of a request: what the client was made with."""


USE_CLIENT_DEFAULT = UseClientDefault()


class BaseTransport:
    def handle_request(self, request):
        raise NotImplementedError

    def close(self):
        pass


class SyncByteStream:
    pass


class Auth:
    """Who asks: `auth_flow` yields requests to send and gets their responses."""

    def auth_flow(self, request):
        yield request

    def sync_auth_flow(self, request):
        yield from self.auth_flow(request)


class BasicAuth(Auth):
    def __init__(self, username, password):
        pair = ":".join(part if isinstance(part, str) else part.decode() for part in (username, password))
        self._header = "Basic " + base64.b64encode(pair.encode()).decode("ascii")

    def auth_flow(self, request):
        request.headers["authorization"] = self._header
        yield request


class _FunctionAuth(Auth):
    def __init__(self, func):
        self._func = func

    def auth_flow(self, request):
        yield self._func(request)


# ---- bodies

def _pairs(data):
    pairs = []
    for key, value in data.items() if hasattr(data, "items") else data:
        values = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(str(key), item if isinstance(item, bytes) else primitive_text(item)) for item in values]
    return pairs


def _multipart(data, files):
    boundary = os.urandom(16).hex()
    parts = []
    for name, value in _pairs(data or {}):
        text = value if isinstance(value, bytes) else value.encode()
        parts.append((f'Content-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n', text))
    for name, file in files.items() if hasattr(files, "items") else files:
        filename, content, kind, headers = _file(file)
        head = f'Content-Disposition: form-data; name="{_quoted(name)}"'
        if filename is not None:
            head += f'; filename="{_quoted(filename)}"'
        for key, value in headers.items():
            head += f"\r\n{key}: {value}"
        if kind is not None and "content-type" not in {key.lower() for key in headers}:
            head += f"\r\nContent-Type: {kind}"
        parts.append((head + "\r\n\r\n", content))
    body = b"".join(f"--{boundary}\r\n{head}".encode() + content + b"\r\n" for head, content in parts)
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _quoted(text):
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _file(file):
    """(name, bytes, type, headers) of what httpx takes as a file."""
    filename, kind, headers = "upload", None, {}
    if isinstance(file, (tuple, list)):
        filename, content, *rest = file
        kind = rest[0] if rest else None
        headers = rest[1] if len(rest) > 1 else {}
    else:
        content = file
        filename = os.path.basename(str(getattr(file, "name", "upload")))
    if isinstance(content, io.TextIOBase):
        raise TypeError(f"Multipart file uploads require bytes, not {type(content).__name__!r}: open the file with 'rb'")
    if hasattr(content, "read"):
        content = content.read()
    if isinstance(content, str):
        content = content.encode()
    if kind is None and filename is not None:
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return filename, content, kind, dict(headers)


def _body(content, data, files, json):
    """(bytes or a generator, content type)."""
    if content is None and isinstance(data, (str, bytes)):
        content = data
    if content is not None:
        if isinstance(content, str):
            return content.encode(), None
        if isinstance(content, (bytes, bytearray)):
            return bytes(content), None
        return (chunk for chunk in content), None
    if files:
        return _multipart(data, files)
    if data:
        return urlencode(_pairs(data)).encode(), "application/x-www-form-urlencoded"
    if json is not None:
        text = json_module.dumps(json, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode(), "application/json"
    return b"", None


# ---- the client

class Client:
    def __init__(self, *, auth=None, params=None, headers=None, cookies=None, verify=True, cert=None, http1=True,
                 http2=False, proxy=None, mounts=None, timeout=None, follow_redirects=False, limits=None,
                 max_redirects=REDIRECTS_MAX, event_hooks=None, base_url="", transport=None, trust_env=True,
                 default_encoding="utf-8"):
        self.base_url = base_url
        self.headers = headers
        self.cookies = cookies
        self.params = params
        self.auth = auth
        self.timeout = timeout
        self.follow_redirects = follow_redirects
        self.max_redirects = max_redirects
        self.event_hooks = event_hooks or {}
        self.trust_env = trust_env
        self.is_closed = False
        self._default_encoding = default_encoding
        self._transport = transport

    # What is set is taken as the constructor takes it.

    base_url = property(lambda self: self._base_url)

    @base_url.setter
    def base_url(self, value):
        url = URL(value)
        path = url.raw_path.decode("ascii")
        self._base_url = url if path.endswith("/") or not url.host else url.copy_with(raw_path=path + "/")

    headers = property(lambda self: self._headers)

    @headers.setter
    def headers(self, value):
        made = Headers({"accept": "*/*", "accept-encoding": "gzip, deflate", "connection": "keep-alive"})
        made.update(value)
        self._headers = made

    cookies = property(lambda self: self._cookies)

    @cookies.setter
    def cookies(self, value):
        self._cookies = Cookies(value)

    params = property(lambda self: self._params)

    @params.setter
    def params(self, value):
        self._params = QueryParams(value)

    auth = property(lambda self: self._auth)

    @auth.setter
    def auth(self, value):
        self._auth = _auth_of(value)

    event_hooks = property(lambda self: self._event_hooks)

    @event_hooks.setter
    def event_hooks(self, value):
        self._event_hooks = {name: list(value.get(name, [])) for name in ("request", "response")}

    def _merge_url(self, url):
        url = URL(url)
        if url.is_absolute_url:
            return url
        path = self.base_url.raw_path + url.raw_path.lstrip(b"/")
        return self.base_url.copy_with(raw_path=path)

    def build_request(self, method, url, *, content=None, data=None, files=None, json=None, params=None, headers=None,
                      cookies=None, timeout=USE_CLIENT_DEFAULT, extensions=None):
        url = self._merge_url(url)
        if params is not None or self.params:
            url = url.copy_with(params=self.params.merge(params))
        body, kind = _body(content, data, files, json)
        method = method.upper()
        made = Request(method, url, Headers({"host": url.netloc.decode("ascii")}), body, extensions)
        sent = self.headers.copy()
        sent.update(headers)
        if not isinstance(body, bytes):
            sent.setdefault("transfer-encoding", "chunked")
        elif body:
            sent.setdefault("content-length", str(len(body)))
        elif method in ("POST", "PUT", "PATCH"):
            made.headers.setdefault("content-length", "0")
        if kind is not None:
            sent.setdefault("content-type", kind)
        made.headers.update(sent)
        known = Cookies(self.cookies)
        known.update(cookies)
        if known:
            known.set_cookie_header(made)
        return made

    def send(self, request, *, stream=False, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT):
        if self.is_closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        follows = self.follow_redirects if follow_redirects is USE_CLIENT_DEFAULT else follow_redirects
        flow = self._request_auth(request, auth).sync_auth_flow(request)
        response = self._send_with(flow, follows)
        try:
            if not stream:
                response.read()
        except BaseException:
            response.close()
            raise
        return response

    def _request_auth(self, request, auth):
        found = self.auth if auth is USE_CLIENT_DEFAULT else _auth_of(auth)
        if found is None and auth is USE_CLIENT_DEFAULT and (request.url.username or request.url.password):
            found = BasicAuth(request.url.username, request.url.password)
        return Auth() if found is None else found

    def _send_with(self, flow, follows):
        history = []
        with contextlib.closing(flow):
            request = next(flow)
            while True:
                response = self._send_redirects(request, follows, history)
                try:
                    request = flow.send(response)
                except StopIteration:
                    return response
                response.read()
                history = [*history, response]

    def _send_redirects(self, request, follows, history):
        history = list(history)
        while True:
            if len(history) > self.max_redirects:
                raise TooManyRedirects("Exceeded maximum allowed redirects.", request=request)
            response = self._send_one(request, history)
            if not response.has_redirect_location:
                return response
            request = self._redirected(request, response)
            if not follows:
                response.next_request = request
                return response
            response.read()
            history.append(response)

    def _send_one(self, request, history):
        for hook in self.event_hooks["request"]:
            hook(request)
        begin = time.perf_counter()
        response = self._transport.handle_request(request)
        response.request = request
        response.history = list(history)
        response.default_encoding = self._default_encoding
        close = response.close

        def timed_close():
            if not hasattr(response, "_elapsed"):
                response.elapsed = datetime.timedelta(seconds=time.perf_counter() - begin)
            close()

        response.close = timed_close
        self.cookies.extract_cookies(response)
        try:
            for hook in self.event_hooks["response"]:
                hook(response)
        except BaseException:
            response.close()
            raise
        return response

    def _redirected(self, request, response):
        location = URL(response.headers["location"])
        url = request.url.join(location)
        if request.url.fragment and not url.fragment:
            url = url.copy_with(fragment=request.url.fragment)
        method, body, headers = request.method, request.stream, request.headers.copy()
        if (response.status_code == 303 and method != "HEAD") or (response.status_code == 302 and method != "HEAD") \
                or (response.status_code == 301 and method == "POST"):
            method = "GET"
        if url.netloc != request.url.netloc or url.scheme != request.url.scheme:
            headers.pop("authorization", None)
            headers["host"] = url.netloc.decode("ascii")
        if method != request.method and method == "GET":
            body = b""
            headers.pop("content-length", None)
            headers.pop("transfer-encoding", None)
        headers.pop("cookie", None)
        made = Request(method, url, headers, body, request.extensions)
        if self.cookies:
            self.cookies.set_cookie_header(made)
        return made

    def request(self, method, url, *, content=None, data=None, files=None, json=None, params=None, headers=None,
                cookies=None, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT, timeout=USE_CLIENT_DEFAULT,
                extensions=None):
        request = self.build_request(method, url, content=content, data=data, files=files, json=json, params=params,
                                     headers=headers, cookies=cookies, timeout=timeout, extensions=extensions)
        return self.send(request, auth=auth, follow_redirects=follow_redirects)

    @contextlib.contextmanager
    def stream(self, method, url, *, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT, **options):
        request = self.build_request(method, url, **options)
        response = self.send(request, auth=auth, follow_redirects=follow_redirects, stream=True)
        try:
            yield response
        finally:
            response.close()

    def get(self, url, **options):
        return self.request("GET", url, **options)

    def options(self, url, **options):
        return self.request("OPTIONS", url, **options)

    def head(self, url, **options):
        return self.request("HEAD", url, **options)

    def post(self, url, **options):
        return self.request("POST", url, **options)

    def put(self, url, **options):
        return self.request("PUT", url, **options)

    def patch(self, url, **options):
        return self.request("PATCH", url, **options)

    def delete(self, url, **options):
        return self.request("DELETE", url, **options)

    def close(self):
        if not self.is_closed:
            self.is_closed = True
            self._transport.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def _auth_of(value):
    if value is None or isinstance(value, Auth):
        return value
    if isinstance(value, tuple):
        return BasicAuth(*value)
    if callable(value):
        return _FunctionAuth(value)
    raise TypeError(f'Invalid "auth" argument: {value!r}')
