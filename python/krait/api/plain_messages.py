"""Addresses, headers, cookies, requests and responses with httpx's names and behaviour, for where httpx is not
installed."""

import codecs
import datetime
import email.message
import http
import http.cookiejar
import json as json_module
import re
import urllib.request
import zlib
from collections.abc import Iterator, Mapping, MutableMapping
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

_PATH_SAFE = "/%:@!$&'()*+,;=~[]"
_QUERY_SAFE = "/%:@!$&()*+,;=?~[]|\\^`{}"
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443, "ftp": 21}


class HTTPError(Exception):
    """An error about a request."""

    def __init__(self, message, *, request=None):
        super().__init__(message)
        self._request = request

    @property
    def request(self):
        if self._request is None:
            raise RuntimeError("The .request property has not been set.")
        return self._request


class HTTPStatusError(HTTPError):
    def __init__(self, message, *, request, response):
        super().__init__(message, request=request)
        self.response = response


class RequestError(HTTPError):
    pass


class TooManyRedirects(RequestError):
    pass


class DecodingError(RequestError):
    pass


class StreamError(RuntimeError):
    pass


class StreamConsumed(StreamError):
    def __init__(self):
        super().__init__("Attempted to read or stream some content, but the content has already been streamed.")


class StreamClosed(StreamError):
    def __init__(self):
        super().__init__("Attempted to read or stream content, but the stream has been closed.")


class ResponseNotRead(StreamError):
    def __init__(self):
        super().__init__("Attempted to access streaming response content, without having called `read()`.")


class CookieConflict(Exception):
    """Several cookies of a name; say which by domain and path."""


def primitive_text(value):
    """A value of a form or query as text."""
    if value is True or value is False:
        return "true" if value else "false"
    return "" if value is None else value if isinstance(value, str) else str(value)


class QueryParams(Mapping):
    """A query's names and values, in order; it does not change, its methods answer with another."""

    def __init__(self, *args, **kwargs):
        given = args[0] if args else kwargs
        if given is None:
            pairs = []
        elif isinstance(given, (str, bytes)):
            text = given.decode("ascii") if isinstance(given, bytes) else given
            pairs = parse_qsl(text, keep_blank_values=True)
        elif isinstance(given, QueryParams):
            pairs = given._pairs
        else:
            pairs = []
            for key, value in given.items() if hasattr(given, "items") else given:
                values = value if isinstance(value, (list, tuple)) else [value]
                pairs += [(str(key), primitive_text(item)) for item in values]
        # Values of a name stand together, where its first one stood.
        grouped = {}
        for key, value in pairs:
            grouped.setdefault(key, []).append(value)
        self._pairs = [(key, value) for key, values in grouped.items() for value in values]

    def multi_items(self):
        return list(self._pairs)

    def get_list(self, key):
        return [value for name, value in self._pairs if name == str(key)]

    def __getitem__(self, key):
        found = self.get_list(key)
        if not found:
            raise KeyError(key)
        return found[0]

    def __iter__(self):
        return iter(dict(self._pairs))

    def __len__(self):
        return len(dict(self._pairs))

    def set(self, key, value=None):
        first = next((at for at, pair in enumerate(self._pairs) if pair[0] == str(key)), len(self._pairs))
        others = [pair for pair in self._pairs if pair[0] != str(key)]
        return QueryParams([*others[:first], (key, value), *others[first:]])

    def add(self, key, value=None):
        return QueryParams([*self._pairs, (key, value)])

    def remove(self, key):
        return QueryParams([pair for pair in self._pairs if pair[0] != str(key)])

    def merge(self, params=None):
        more = QueryParams(params)
        return QueryParams([pair for pair in self._pairs if pair[0] not in more] + more._pairs)

    def __eq__(self, other):
        return isinstance(other, QueryParams) and sorted(self._pairs) == sorted(other._pairs)

    def __hash__(self):
        return hash(str(self))

    def __str__(self):
        return urlencode(self._pairs)

    def __repr__(self):
        return f"QueryParams({str(self)!r})"


class URL:
    """An address; it does not change, its methods answer with another."""

    def __init__(self, url="", **parts):
        split = urlsplit(str(url))
        user, _, host_port = split.netloc.rpartition("@")
        self._parts = {"scheme": split.scheme.lower(), "userinfo": user, "host": split.hostname or "",
                       "port": split.port, "path": quote(split.path, safe=_PATH_SAFE),
                       "query": quote(split.query, safe=_QUERY_SAFE) if "?" in str(url).partition("#")[0] else None,
                       "fragment": split.fragment}
        self._change(parts)
        if self._parts["port"] == _PORTS.get(self._parts["scheme"]):
            self._parts["port"] = None
        if self._parts["host"]:
            self._parts["path"] = _without_dots(self._parts["path"])

    def _change(self, parts):
        known = self._parts
        for name, value in parts.items():
            value = value.decode("ascii") if isinstance(value, bytes) else value
            if name == "params":
                known["query"] = str(QueryParams(value)) or None
            elif name == "raw_path":
                path, mark, query = value.partition("?")
                known["path"], known["query"] = path, query if mark else None
            elif name == "netloc":
                host, _, port = value.rpartition(":") if re.search(r":\d+$", value) else (value, "", "")
                known["host"], known["port"] = host.strip("[]"), int(port) if port else None
            elif name in ("username", "password"):
                user, secret = quote(parts.get("username") or ""), quote(parts.get("password") or "")
                known["userinfo"] = f"{user}:{secret}" if secret else user
            elif name == "path":
                known["path"] = quote(value, safe=_PATH_SAFE)
            elif name in known:
                known[name] = value
            else:
                raise TypeError(f"{name!r} is an invalid keyword argument for URL()")

    scheme = property(lambda self: self._parts["scheme"])
    host = property(lambda self: self._parts["host"])
    port = property(lambda self: self._parts["port"])
    path = property(lambda self: unquote(self._parts["path"] or "/"))
    query = property(lambda self: (self._parts["query"] or "").encode("ascii"))
    params = property(lambda self: QueryParams(self._parts["query"]))
    fragment = property(lambda self: unquote(self._parts["fragment"]))
    userinfo = property(lambda self: self._parts["userinfo"].encode("ascii"))
    username = property(lambda self: unquote(self._parts["userinfo"].partition(":")[0]))
    password = property(lambda self: unquote(self._parts["userinfo"].partition(":")[2]))
    raw_scheme = property(lambda self: self.scheme.encode("ascii"))
    raw_host = property(lambda self: self.host.encode("ascii" if self.host.isascii() else "idna"))
    is_absolute_url = property(lambda self: bool(self.scheme and self.host))
    is_relative_url = property(lambda self: not self.is_absolute_url)

    @property
    def netloc(self):
        host = f"[{self.host}]" if ":" in self.host else self.raw_host.decode("ascii")
        return (host if self.port is None else f"{host}:{self.port}").encode("ascii")

    @property
    def raw_path(self):
        query = self._parts["query"]
        return ((self._parts["path"] or "/") + ("" if query is None else f"?{query}")).encode("ascii")

    def copy_with(self, **parts):
        return URL(self, **parts)

    def copy_set_param(self, key, value=None):
        return self.copy_with(params=self.params.set(key, value))

    def copy_add_param(self, key, value=None):
        return self.copy_with(params=self.params.add(key, value))

    def copy_remove_param(self, key):
        return self.copy_with(params=self.params.remove(key))

    def copy_merge_params(self, params):
        return self.copy_with(params=self.params.merge(params))

    def join(self, url):
        return URL(urljoin(str(self), str(URL(url))))

    def _text(self, userinfo):
        parts = self._parts
        netloc = self.netloc.decode("ascii")
        if userinfo:
            netloc = f"{userinfo}@{netloc}"
        return ((f"{self.scheme}:" if self.scheme else "") + (f"//{netloc}" if netloc else "") + parts["path"]
                + ("" if parts["query"] is None else f"?{parts['query']}")
                + (f"#{parts['fragment']}" if parts["fragment"] else ""))

    def __str__(self):
        return self._text(self._parts["userinfo"])

    def __eq__(self, other):
        return isinstance(other, (URL, str)) and str(self) == str(URL(other))

    def __hash__(self):
        return hash(str(self))

    def __repr__(self):
        name, _, secret = self._parts["userinfo"].partition(":")
        return f"URL({self._text(f'{name}:[secure]' if secret else name)!r})"


def _without_dots(path):
    """Without the segments "." and ".."."""
    if "." not in path:
        return path
    kept = []
    for part in path.split("/"):
        if part == ".." and kept and kept != [""]:
            kept.pop()
        elif part not in (".", ".."):
            kept.append(part)
    return "/".join(kept)


class Headers(MutableMapping):
    """Names without case, several values for one."""

    def __init__(self, headers=None, encoding=None):
        self._encoding = encoding
        if headers is None:
            self._items = []
        elif hasattr(headers, "multi_items"):
            self._items = [(key.lower(), value) for key, value in headers.multi_items()]
        else:
            pairs = headers.items() if hasattr(headers, "items") else headers
            self._items = [(_text(key).lower(), _text(value)) for key, value in pairs]

    @property
    def encoding(self):
        """The one that was set, else the first that fits the values."""
        if self._encoding is not None:
            return self._encoding
        return "ascii" if all(value.isascii() for _, value in self._items) else "utf-8"

    @encoding.setter
    def encoding(self, value):
        self._encoding = value

    @property
    def raw(self):
        return [(key.encode(), value.encode(self.encoding)) for key, value in self._items]

    def keys(self):
        return dict(self._items).keys()

    def values(self):
        return {name: self[name] for name, _ in self._items}.values()

    def items(self):
        return {name: self[name] for name, _ in self._items}.items()

    def multi_items(self):
        return list(self._items)

    def get_list(self, key, split_commas=False):
        found = [value for name, value in self._items if name == key.lower()]
        return [part.strip() for value in found for part in value.split(",")] if split_commas else found

    def __getitem__(self, key):
        found = self.get_list(_text(key))
        if not found:
            raise KeyError(key)
        return ", ".join(found)

    def __setitem__(self, key, value):
        key, value = _text(key).lower(), _text(value)
        at = next((index for index, item in enumerate(self._items) if item[0] == key), len(self._items))
        others = [item for item in self._items if item[0] != key]
        self._items = [*others[:at], (key, value), *others[at:]]

    def __delitem__(self, key):
        if key not in self:
            raise KeyError(key)
        self._items = [item for item in self._items if item[0] != key.lower()]

    def __contains__(self, key):
        return any(name == _text(key).lower() for name, _ in self._items)

    def __iter__(self):
        return iter(dict(self._items))

    def __len__(self):
        return len(self._items)

    def update(self, headers=None):
        more = Headers(headers)
        for key in more:
            if key in self:
                del self[key]
        self._items += more._items

    def copy(self):
        return Headers(self, self._encoding)

    def __eq__(self, other):
        try:
            return sorted(self._items) == sorted(Headers(other)._items)
        except (TypeError, ValueError):
            return False

    __hash__ = None

    def __repr__(self):
        hidden = [(key, "[secure]" if key in ("authorization", "proxy-authorization") else value)
                  for key, value in self._items]
        return f"Headers({dict(hidden) if len(dict(hidden)) == len(hidden) else hidden!r})"


def _text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


class Cookies(MutableMapping):
    """Cookies with their domains and paths, in a jar of the standard library's."""

    def __init__(self, cookies=None):
        self.jar = cookies if isinstance(cookies, http.cookiejar.CookieJar) else http.cookiejar.CookieJar()
        if isinstance(cookies, Cookies):
            for cookie in cookies.jar:
                self.jar.set_cookie(cookie)
        elif cookies is not None and self.jar is not cookies:
            for key, value in cookies.items() if hasattr(cookies, "items") else cookies:
                self.set(key, value)

    def extract_cookies(self, response):
        self.jar.extract_cookies(_JarResponse(response), _JarRequest(response.request))

    def set_cookie_header(self, request):
        self.jar.add_cookie_header(_JarRequest(request))

    def set(self, name, value, domain="", path="/"):
        self.jar.set_cookie(http.cookiejar.Cookie(
            version=0, name=name, value=value, port=None, port_specified=False, domain=domain,
            domain_specified=bool(domain), domain_initial_dot=domain.startswith("."), path=path,
            path_specified=bool(path), secure=False, expires=None, discard=True, comment=None, comment_url=None,
            rest={"HttpOnly": None}, rfc2109=False))

    def _found(self, name, domain=None, path=None):
        return [cookie for cookie in self.jar if cookie.name == name and domain in (None, cookie.domain)
                and path in (None, cookie.path)]

    def get(self, name, default=None, domain=None, path=None):
        found = self._found(name, domain, path)
        if len(found) > 1:
            raise CookieConflict(f"Multiple cookies exist with name={name}")
        return found[0].value if found else default

    def delete(self, name, domain=None, path=None):
        for cookie in self._found(name, domain, path):
            self.jar.clear(cookie.domain, cookie.path, cookie.name)

    def clear(self, domain=None, path=None):
        self.jar.clear(*(part for part in (domain, path) if part is not None))

    def update(self, cookies=None):
        for cookie in Cookies(cookies).jar:
            self.jar.set_cookie(cookie)

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name, value):
        self.set(name, value)

    def __delitem__(self, name):
        self.delete(name)

    def __iter__(self):
        return (cookie.name for cookie in self.jar)

    def __len__(self):
        return len(self.jar)

    def __bool__(self):
        return len(self.jar) > 0

    def __repr__(self):
        cookies = ", ".join(f"<Cookie {one.name}={one.value} for {one.domain} />" for one in self.jar)
        return f"<Cookies[{cookies}]>"


class _JarRequest(urllib.request.Request):
    """What the jar asks of a request."""

    def __init__(self, request):
        super().__init__(url=str(request.url), headers=dict(request.headers), method=request.method)
        self._own = request

    def add_unredirected_header(self, key, value):
        super().add_unredirected_header(key, value)
        self._own.headers[key] = value


class _JarResponse:
    """What the jar asks of a response."""

    def __init__(self, response):
        self._message = email.message.Message()
        for key, value in response.headers.multi_items():
            self._message[key] = value

    def info(self):
        return self._message


class Request:
    def __init__(self, method, url, headers=None, content=b"", extensions=None):
        self.method = method.upper()
        self.url = URL(url)
        self.headers = headers if isinstance(headers, Headers) else Headers(headers)
        self.extensions = {} if extensions is None else extensions
        self.stream = content

    def read(self):
        """The body; what is sent in pieces stays a generator, for the application to pull."""
        return self.stream

    @property
    def content(self):
        return self.stream

    def __repr__(self):
        return f"<Request({self.method!r}, {str(self.url)!r})>"


def _gunzip():
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


class _Deflate:
    """With or without zlib's header: both are called deflate."""

    def __init__(self):
        self._stream = None

    def decompress(self, data):
        if self._stream is not None:
            return self._stream.decompress(data)
        self._stream = zlib.decompressobj()
        try:
            return self._stream.decompress(data)
        except zlib.error:
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._stream.decompress(data)

    def flush(self):
        return b"" if self._stream is None else self._stream.flush()


_DECODERS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _Deflate}
_STATUS_KINDS = {1: "Informational response", 3: "Redirect response", 4: "Client error", 5: "Server error"}


def _in_chunks(parts, size):
    if size is None:
        yield from (part for part in parts if part)
        return
    rest = None
    for part in parts:
        rest = part if rest is None else rest + part
        while len(rest) >= size:
            yield rest[:size]
            rest = rest[size:]
    if rest:
        yield rest


class Response:
    def __init__(self, status_code, *, headers=None, content=None, stream=None, request=None, extensions=None,
                 history=None, default_encoding="utf-8"):
        self.status_code = status_code
        self.headers = Headers(headers)
        self._request = request
        self.history = list(history or [])
        self.extensions = {} if extensions is None else extensions
        self.next_request = None
        self.default_encoding = default_encoding
        self.is_closed = self.is_stream_consumed = False
        self.num_bytes_downloaded = 0
        self.stream = stream
        self._content = None
        if stream is None:
            self._content = content or b""
            self.is_closed = self.is_stream_consumed = True

    http_version = "HTTP/1.1"

    @property
    def request(self):
        if self._request is None:
            raise RuntimeError("The request instance has not been set on this response.")
        return self._request

    @request.setter
    def request(self, value):
        self._request = value

    @property
    def elapsed(self):
        if not hasattr(self, "_elapsed"):
            raise RuntimeError("'.elapsed' may only be accessed after the response has been read or closed.")
        return self._elapsed

    @elapsed.setter
    def elapsed(self, value):
        assert isinstance(value, datetime.timedelta)
        self._elapsed = value

    url = property(lambda self: self.request.url)

    @property
    def reason_phrase(self):
        if self.status_code == 418:
            return "I'm a teapot"  # "Teapot" in the standard library
        return http.HTTPStatus(self.status_code).phrase if self.status_code in iter(http.HTTPStatus) else ""

    is_informational = property(lambda self: 100 <= self.status_code <= 199)
    is_success = property(lambda self: 200 <= self.status_code <= 299)
    is_redirect = property(lambda self: 300 <= self.status_code <= 399)
    is_client_error = property(lambda self: 400 <= self.status_code <= 499)
    is_server_error = property(lambda self: 500 <= self.status_code <= 599)
    is_error = property(lambda self: 400 <= self.status_code <= 599)
    has_redirect_location = property(lambda self: self.status_code in (301, 302, 303, 307, 308)
                                     and "location" in self.headers)

    @property
    def cookies(self):
        if not hasattr(self, "_cookies"):
            self._cookies = Cookies()
            self._cookies.extract_cookies(self)
        return self._cookies

    @property
    def links(self):
        """The Link header: {rel or url: {"url": …, parameter: …}}."""
        found = {}
        for part in re.split(r",\s*(?=<)", self.headers.get("link", "")):
            address, *options = part.split(";")
            if not address.strip():
                continue
            link = {"url": address.strip("<> '\"")}
            for option in options:
                key, equals, value = option.partition("=")
                if equals:
                    link[key.strip(" '\"")] = value.strip(" '\"")
            found[link.get("rel") or link["url"]] = link
        return found

    # ---- the body

    @property
    def content(self):
        if self._content is None:
            raise ResponseNotRead()
        return self._content

    def read(self):
        if self._content is None:
            self._content = b"".join(self.iter_bytes())
        return self._content

    def iter_raw(self, chunk_size=None):
        if self.is_stream_consumed:
            raise StreamConsumed()
        if self.is_closed:
            raise StreamClosed()
        self.is_stream_consumed = True
        yield from _in_chunks(self._count(self.stream), chunk_size)
        self.close()

    def _count(self, parts):
        for part in parts:
            self.num_bytes_downloaded += len(part)
            yield part

    def iter_bytes(self, chunk_size=None):
        if self._content is not None:
            size = len(self._content) if chunk_size is None else chunk_size
            yield from (self._content[at:at + size] for at in range(0, len(self._content), max(size, 1)))
        else:
            yield from _in_chunks(self._decoded(), chunk_size)

    def _decoded(self):
        names = reversed(self.headers.get_list("content-encoding", split_commas=True))
        decoders = [_DECODERS[name.lower()]() for name in names if name.lower() in _DECODERS]
        try:
            for data in self.iter_raw():
                for decoder in decoders:
                    data = decoder.decompress(data)
                yield data
            data = b""
            for decoder in decoders:
                data = (decoder.decompress(data) if data else b"") + decoder.flush()
            yield data
        except zlib.error as error:
            raise DecodingError(str(error), request=self._request) from error

    def iter_text(self, chunk_size=None):
        decoder = codecs.getincrementaldecoder(self.encoding or "utf-8")("replace")
        texts = (decoder.decode(part) for part in self.iter_bytes())
        yield from _in_chunks(self._ended(texts, decoder), chunk_size)

    @staticmethod
    def _ended(texts, decoder) -> Iterator[str]:
        yield from texts
        yield decoder.decode(b"", True)

    def iter_lines(self):
        rest = ""
        for text in self.iter_text():
            text = rest + text
            # A carriage return at the end may have its line feed in the next piece.
            lines = text.splitlines(keepends=True)
            rest = lines.pop() if lines and (lines[-1].splitlines()[0] == lines[-1] or lines[-1].endswith("\r")) else ""
            yield from (line.splitlines()[0] for line in lines)
        yield from rest.splitlines()

    def close(self):
        if not self.is_closed:
            self.is_closed = True
            if self.stream is not None and hasattr(self.stream, "close"):
                self.stream.close()

    @property
    def charset_encoding(self):
        message = email.message.Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message.get_content_charset() if "content-type" in self.headers else None

    @property
    def encoding(self):
        if not hasattr(self, "_encoding"):
            name = self.charset_encoding
            try:
                codecs.lookup(name or "")
            except LookupError:
                name = self.default_encoding if isinstance(self.default_encoding, str) else None
                name = name or (self.default_encoding(self._content) if self._content is not None else None)
            self._encoding = name or "utf-8"
        return self._encoding

    @encoding.setter
    def encoding(self, value):
        if hasattr(self, "_text"):
            raise ValueError("Setting encoding after `text` has been accessed is not allowed.")
        self._encoding = value

    @property
    def text(self):
        if not hasattr(self, "_text"):
            self._text = self.content.decode(self.encoding or "utf-8", "replace")
        return self._text

    def json(self, **options):
        return json_module.loads(self.content, **options)

    def raise_for_status(self):
        if self._request is None:
            raise RuntimeError("Cannot call `raise_for_status` as the request instance has not been set on this response.")
        if self.is_success:
            return self
        kind = _STATUS_KINDS.get(self.status_code // 100, "Invalid status code")
        text = f"{kind} '{self.status_code} {self.reason_phrase}' for url '{self.url}'\n"
        if self.has_redirect_location:
            text += f"Redirect location: '{self.headers['location']}'\n"
        text += f"For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/{self.status_code}"
        raise HTTPStatusError(text, request=self.request, response=self)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason_phrase}]>"
