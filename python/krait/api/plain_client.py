"""The part of httpx that the test client needs, for where httpx is not installed: a client over a transport, requests
and responses with the same attributes. Only what tests of applications use; names and behaviour are httpx's."""

import base64
import http
import http.cookiejar
import http.cookies
import json as json_module
import mimetypes
import os
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

REDIRECTS_MAX = 20


class HTTPError(Exception):
    pass


class HTTPStatusError(HTTPError):
    def __init__(self, message, *, request, response):
        super().__init__(message)
        self.request = request
        self.response = response


class TooManyRedirects(HTTPError):
    pass


class BaseTransport:
    def handle_request(self, request):
        raise NotImplementedError

    def close(self):
        pass


class SyncByteStream:
    pass


class URL:
    """What the transport and tests ask of an address."""

    def __init__(self, text):
        self.text = str(text)
        parts = urlsplit(self.text)
        self.scheme, self.host, self.port = parts.scheme, parts.hostname or "", parts.port
        self.raw_path = (quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
                         ).encode("ascii")
        self.path = parts.path or "/"
        self.query = quote(parts.query, safe="/%:@!$&'()*+,;=?~-._[]").encode("ascii")
        self.fragment = parts.fragment
        self.netloc = parts.netloc.rpartition("@")[2].encode("ascii")
        self.raw_host = self.host.encode("idna" if not self.host.isascii() else "ascii")

    def __str__(self):
        return self.text

    def __eq__(self, other):
        return str(self) == str(other)

    __hash__ = None

    def __repr__(self):
        return f"URL({self.text!r})"


class Headers:
    """Names without case, several values for one."""

    def __init__(self, headers=None):
        if headers is None:
            self._items = []
        elif hasattr(headers, "multi_items"):
            self._items = [(key.lower(), value) for key, value in headers.multi_items()]
        elif hasattr(headers, "items"):
            self._items = [(_text(key).lower(), _text(value)) for key, value in headers.items()]
        else:
            self._items = [(_text(key).lower(), _text(value)) for key, value in headers]

    def multi_items(self):
        return list(self._items)

    def get_list(self, key):
        return [value for name, value in self._items if name == key.lower()]

    def get(self, key, default=None):
        found = self.get_list(key)
        return ", ".join(found) if found else default

    def __getitem__(self, key):
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __setitem__(self, key, value):
        self._items = [item for item in self._items if item[0] != key.lower()] + [(key.lower(), value)]

    def __delitem__(self, key):
        self._items = [item for item in self._items if item[0] != key.lower()]

    def __contains__(self, key):
        return any(name == key.lower() for name, _ in self._items)

    def __iter__(self):
        return iter(dict(self._items))

    def __len__(self):
        return len(dict(self._items))

    def keys(self):
        return dict(self._items).keys()

    def items(self):
        return {name: self.get(name) for name, _ in self._items}.items()

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def pop(self, key, default=None):
        found = self.get(key, default)
        del self[key]
        return found

    def update(self, other):
        for key, value in Headers(other)._items:
            self[key] = value

    def __eq__(self, other):
        return sorted(self._items) == sorted(Headers(other)._items)

    __hash__ = None

    def __repr__(self):
        return f"Headers({self._items!r})"


def _text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


class Cookies(dict):
    """Cookies by name; a host's paths and domains are not told apart, as tests have one host."""

    def set(self, name, value, domain="", path="/"):
        self[name] = value

    def delete(self, name, domain=None, path=None):
        del self[name]

    def take(self, response):
        for line in response.headers.get_list("set-cookie"):
            parsed = http.cookies.SimpleCookie(line)
            for name, morsel in parsed.items():
                if morsel["max-age"] == "0" or "01 Jan 1970" in morsel["expires"]:
                    self.pop(name, None)
                else:
                    self[name] = morsel.coded_value if morsel.coded_value[:1] != '"' else morsel.value


class Request:
    def __init__(self, method, url, headers, content):
        self.method = method
        self.url = URL(url)
        self.headers = headers
        self.content = content

    def read(self):
        return self.content


class Response:
    def __init__(self, status_code, *, headers=None, content=None, stream=None, request=None):
        self.status_code = status_code
        self.headers = Headers(headers)
        self.request = request
        self.history = []
        self.extensions = {}
        self.next_request = None
        self._stream = stream
        self._content = content
        self.cookies = Cookies()
        self.cookies.take(self)

    def read(self):
        if self._content is None:
            self._content = b"".join(self._stream)
            self._decode()
        return self._content

    def _decode(self):
        if self.headers.get("content-encoding") == "gzip" and self._content:
            import gzip

            self._content = gzip.decompress(self._content)

    def close(self):
        if self._stream is not None:
            self._stream.close()

    def iter_bytes(self, chunk_size=None):
        if self._content is not None:
            yield self._content
        else:
            yield from self._stream

    iter_raw = iter_bytes

    def iter_text(self, chunk_size=None):
        for chunk in self.iter_bytes():
            yield chunk.decode(self.encoding, "replace")

    def iter_lines(self):
        rest = ""
        for text in self.iter_text():
            *lines, rest = (rest + text).split("\n")
            yield from (line.rstrip("\r") for line in lines)
        if rest:
            yield rest

    @property
    def content(self):
        return self.read()

    @property
    def encoding(self):
        charset = self.headers.get("content-type", "").partition("charset=")[2]
        return charset.strip('" ') or "utf-8"

    @property
    def text(self):
        return self.content.decode(self.encoding, "replace")

    def json(self, **options):
        return json_module.loads(self.content, **options)

    @property
    def url(self):
        return self.request.url

    @property
    def reason_phrase(self):
        return http.HTTPStatus(self.status_code).phrase if self.status_code in iter(http.HTTPStatus) else ""

    is_informational = property(lambda self: 100 <= self.status_code <= 199)
    is_success = property(lambda self: 200 <= self.status_code <= 299)
    is_redirect = property(lambda self: 300 <= self.status_code <= 399)
    is_client_error = property(lambda self: 400 <= self.status_code <= 499)
    is_server_error = property(lambda self: 500 <= self.status_code <= 599)
    is_error = property(lambda self: 400 <= self.status_code <= 599)
    has_redirect_location = property(lambda self: self.status_code in (301, 302, 303, 307, 308)
                                     and "location" in self.headers)

    def raise_for_status(self):
        if not self.is_success:
            kind = "Client error" if self.is_client_error else "Server error" if self.is_server_error else "Redirect"
            raise HTTPStatusError(f"{kind} '{self.status_code} {self.reason_phrase}' for url '{self.url}'",
                                  request=self.request, response=self)
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason_phrase}]>"


# ---- bodies

def _pairs(data):
    pairs = []
    for key, value in data.items() if hasattr(data, "items") else data:
        values = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(str(key), _form_value(item)) for item in values]
    return pairs


def _form_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value if isinstance(value, (str, bytes)) else str(value)


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
    if hasattr(content, "read"):
        content = content.read()
    if isinstance(content, str):
        content = content.encode()
    if kind is None and filename is not None:
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return filename, content, kind, dict(headers)


def _body(content, data, files, json):
    """(bytes or a generator, content type)."""
    if content is not None:
        if isinstance(content, str):
            return content.encode(), None
        if isinstance(content, (bytes, bytearray)):
            return bytes(content), None
        return (chunk for chunk in content), None
    if json is not None:
        text = json_module.dumps(json, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode(), "application/json"
    if files:
        return _multipart(data, files)
    if isinstance(data, (str, bytes)):
        return data.encode() if isinstance(data, str) else data, None
    if data:
        return urlencode(_pairs(data)).encode(), "application/x-www-form-urlencoded"
    return b"", None


# ---- the client

class Client:
    def __init__(self, *, base_url="", headers=None, transport=None, follow_redirects=False, cookies=None, auth=None):
        self.base_url = URL(base_url)
        self.headers = Headers({"accept": "*/*", "accept-encoding": "gzip, deflate", "connection": "keep-alive"})
        self.headers.update(headers or {})
        self.cookies = Cookies(cookies or {})
        self.follow_redirects = follow_redirects
        self.auth = auth
        self._transport = transport

    def _merge_url(self, url):
        url = str(url)
        if urlsplit(url).scheme:
            return URL(url)
        base = str(self.base_url)
        return URL(base.rstrip("/") + "/" + url.lstrip("/") if url else base)

    def build_request(self, method, url, *, content=None, data=None, files=None, json=None, params=None, headers=None,
                      cookies=None, auth=None):
        url = str(self._merge_url(url))
        if params:
            pairs = parse_qsl(params) if isinstance(params, str) else _pairs(params)
            url = url.partition("?")[0] + "?" + urlencode(pairs)
        body, kind = _body(content, data, files, json)
        sent = Headers(self.headers)
        if kind is not None:
            sent["content-type"] = kind
        sent.update(headers or {})
        known = {**self.cookies, **(cookies or {})}
        if known and "cookie" not in sent:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in known.items())
        auth = auth if auth is not None else self.auth
        if isinstance(auth, tuple):
            sent["authorization"] = "Basic " + base64.b64encode(":".join(auth).encode()).decode()
        if isinstance(body, bytes) and (body or method in ("POST", "PUT", "PATCH")):
            sent["content-length"] = str(len(body))
        made = Request(method, url, Headers([("host", URL(url).netloc.decode())]), body)
        made.headers.update(sent)
        return made

    def send(self, request, *, stream=False, follow_redirects=None):
        follow = self.follow_redirects if follow_redirects is None else follow_redirects
        history = []
        while True:
            response = self._transport.handle_request(request)
            response.history = list(history)
            self.cookies.take(response)
            if not (follow and response.has_redirect_location):
                if not stream:
                    response.read()
                    response.close()
                return response
            response.read()
            response.close()
            history.append(response)
            if len(history) > REDIRECTS_MAX:
                raise TooManyRedirects("Exceeded maximum allowed redirects.")
            request = self._redirected(request, response)

    def _redirected(self, request, response):
        url = urljoin(str(request.url), response.headers["location"])
        method, body, headers = request.method, request.content, Headers(request.headers)
        if (response.status_code == 303 and method != "HEAD") or (
                response.status_code in (301, 302) and method == "POST"):
            method, body = "GET", b""
            for name in ("content-length", "content-type", "transfer-encoding"):
                del headers[name]
        if URL(url).netloc != request.url.netloc:
            del headers["authorization"]
        headers["host"] = URL(url).netloc.decode()
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return Request(method, url, headers, body)

    def request(self, method, url, *, follow_redirects=None, timeout=None, extensions=None, **options):
        return self.send(self.build_request(method.upper(), url, **options), follow_redirects=follow_redirects)

    def stream(self, method, url, *, follow_redirects=None, timeout=None, **options):
        return self.send(self.build_request(method.upper(), url, **options), stream=True,
                         follow_redirects=follow_redirects)

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
        self._transport.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
