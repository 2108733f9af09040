"""Values of requests: addresses, queries, headers, forms, files, state."""

import re
import tempfile
from collections.abc import Mapping, MutableMapping
from typing import Any, BinaryIO, NamedTuple, TypeVar
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from krait.api.concurrency import run_in_threadpool


class Address(NamedTuple):
    host: str
    port: int


_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


# A host that cannot be read as anything else: what a peer sent as Host becomes part of links.
_HOST = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def _url_of_scope(scope):
    scheme = scope.get("scheme", "http")
    # The path has its escapes undone: what would end it is escaped again.
    path = scope["path"].replace("?", "%3F").replace("#", "%23").replace("\\", "%5C")
    query = scope.get("query_string", b"").decode()
    host = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"host"), None)
    if host is not None and not _HOST.fullmatch(host):
        host = None
    server = scope.get("server")
    if host is None and server is not None:
        name, port = server
        if ":" in name and not name.startswith("["):
            name = f"[{name}]"
        host = name if port is None or port == _DEFAULT_PORTS.get(scheme) else f"{name}:{port}"
    if host is not None:
        return SplitResult(scheme, host, path, query, "").geturl()
    if path.startswith("//"):
        path = "/%2F" + path[2:]
    return f"{path}?{query}" if query else path


class URL:
    def __init__(self, url="", scope=None, **components):
        if scope is not None:
            assert not url, 'Cannot set both "url" and "scope".'
            assert not components, 'Cannot set both "scope" and "**components".'
            url = _url_of_scope(scope)
        elif components:
            assert not url, 'Cannot set both "url" and "**components".'
            url = URL("").replace(**components).components.geturl()
        self._url = url

    @property
    def components(self) -> SplitResult:
        if not hasattr(self, "_components"):
            self._components = urlsplit(self._url)
        return self._components

    scheme = property(lambda self: self.components.scheme)
    netloc = property(lambda self: self.components.netloc)
    path = property(lambda self: self.components.path)
    query = property(lambda self: self.components.query)
    fragment = property(lambda self: self.components.fragment)
    username = property(lambda self: self.components.username)
    password = property(lambda self: self.components.password)
    hostname = property(lambda self: self.components.hostname)
    port = property(lambda self: self.components.port)
    is_secure = property(lambda self: self.scheme in ("https", "wss"))

    def replace(self, **changes):
        if {"username", "password", "hostname", "port"} & changes.keys():
            hostname = changes.pop("hostname", None)
            port = changes.pop("port", self.port)
            username = changes.pop("username", self.username)
            password = changes.pop("password", self.password)
            if hostname is None:
                hostname = self.netloc.rpartition("@")[2]
                if hostname[-1:] != "]":
                    hostname = hostname.rsplit(":", 1)[0]
            netloc = hostname if port is None else f"{hostname}:{port}"
            if username is not None:
                user = username if password is None else f"{username}:{password}"
                netloc = f"{user}@{netloc}"
            changes["netloc"] = netloc
        return self.__class__(self.components._replace(**changes).geturl())

    def include_query_params(self, **params):
        query = MultiDict(parse_qsl(self.query, keep_blank_values=True))
        query.update({str(key): str(value) for key, value in params.items()})
        return self.replace(query=urlencode(query.multi_items()))

    def replace_query_params(self, **params):
        return self.replace(query=urlencode([(str(key), str(value)) for key, value in params.items()]))

    def remove_query_params(self, keys):
        query = MultiDict(parse_qsl(self.query, keep_blank_values=True))
        for key in [keys] if isinstance(keys, str) else keys:
            query.pop(key, None)
        return self.replace(query=urlencode(query.multi_items()))

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(self._url)

    def __str__(self):
        return self._url

    def __repr__(self):
        url = str(self.replace(password="********")) if self.password else self._url
        return f"{self.__class__.__name__}({url!r})"


class URLPath(str):
    """A path with what is known of protocol and host; `make_absolute_url` gives the rest."""

    def __new__(cls, path, protocol="", host=""):
        assert protocol in ("http", "websocket", "")
        self = super().__new__(cls, path)
        self.protocol = protocol
        self.host = host
        return self

    def make_absolute_url(self, base_url):
        base = URL(base_url) if isinstance(base_url, str) else base_url
        if self.protocol:
            scheme = {"http": ("http", "https"), "websocket": ("ws", "wss")}[self.protocol][base.is_secure]
        else:
            scheme = base.scheme
        return URL(scheme=scheme, netloc=self.host or base.netloc, path=base.path.rstrip("/") + str(self))


class ImmutableMultiDict(Mapping):
    """Several values for a key; as a mapping, the last one."""

    def __init__(self, *args, **kwargs):
        assert len(args) < 2, "Too many arguments."
        value = args[0] if args else []
        if kwargs:
            value = ImmutableMultiDict(value).multi_items() + ImmutableMultiDict(kwargs).multi_items()
        if not value:
            items = []
        elif hasattr(value, "multi_items"):
            items = list(value.multi_items())
        elif hasattr(value, "items"):
            items = list(value.items())
        else:
            items = list(value)
        self._dict = dict(items)
        self._list = items

    def getlist(self, key):
        return [value for name, value in self._list if name == key]

    def keys(self):
        return self._dict.keys()

    def values(self):
        return self._dict.values()

    def items(self):
        return self._dict.items()

    def multi_items(self):
        return list(self._list)

    def __getitem__(self, key):
        return self._dict[key]

    def __contains__(self, key):
        return key in self._dict

    def __iter__(self):
        return iter(self._dict)

    def __len__(self):
        return len(self._dict)

    def __eq__(self, other):
        return isinstance(other, self.__class__) and sorted(self._list) == sorted(other._list)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.multi_items()!r})"


class MultiDict(ImmutableMultiDict):
    def __setitem__(self, key, value):
        self.setlist(key, [value])

    def __delitem__(self, key):
        self._list = [item for item in self._list if item[0] != key]
        del self._dict[key]

    def pop(self, key, default=None):
        self._list = [item for item in self._list if item[0] != key]
        return self._dict.pop(key, default)

    def popitem(self):
        key, value = self._dict.popitem()
        self._list = [item for item in self._list if item[0] != key]
        return key, value

    def poplist(self, key):
        values = self.getlist(key)
        self.pop(key)
        return values

    def clear(self):
        self._dict.clear()
        self._list.clear()

    def setdefault(self, key, default=None):
        if key not in self:
            self._dict[key] = default
            self._list.append((key, default))
        return self[key]

    def setlist(self, key, values):
        if not values:
            self.pop(key, None)
            return
        self._list = [item for item in self._list if item[0] != key] + [(key, value) for value in values]
        self._dict[key] = values[-1]

    def append(self, key, value):
        self._list.append((key, value))
        self._dict[key] = value

    def update(self, *args, **kwargs):
        value = MultiDict(*args, **kwargs)
        self._list = [item for item in self._list if item[0] not in value.keys()] + value._list
        self._dict.update(value._dict)


class QueryParams(ImmutableMultiDict):
    def __init__(self, *args, **kwargs):
        value = args[0] if args else []
        if isinstance(value, (bytes, str)):
            text = value.decode("latin-1") if isinstance(value, bytes) else value
            super().__init__(parse_qsl(text, keep_blank_values=True), **kwargs)
        else:
            super().__init__(*args, **kwargs)
        self._list = [(str(key), str(item)) for key, item in self._list]
        self._dict = {str(key): str(item) for key, item in self._dict.items()}

    def __str__(self):
        return urlencode(self._list)

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"


class FormData(ImmutableMultiDict):
    async def close(self):
        for _, value in self.multi_items():
            if isinstance(value, UploadFile):
                await value.close()


class Headers(Mapping):
    """Names without case; the list of pairs of bytes is the scope's."""

    def __init__(self, headers=None, raw=None, scope=None):
        if headers is not None:
            assert raw is None and scope is None, 'Cannot set "headers" with "raw" or "scope".'
            self._list = [(key.lower().encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()]
        elif raw is not None:
            assert scope is None, 'Cannot set both "raw" and "scope".'
            self._list = raw
        elif scope is not None:
            self._list = scope["headers"] = list(scope["headers"])
        else:
            self._list = []

    @property
    def raw(self):
        return self._list

    def keys(self):
        return [key.decode("latin-1") for key, _ in self._list]

    def values(self):
        return [value.decode("latin-1") for _, value in self._list]

    def items(self):
        return [(key.decode("latin-1"), value.decode("latin-1")) for key, value in self._list]

    def getlist(self, key):
        wanted = key.lower().encode("latin-1")
        return [value.decode("latin-1") for name, value in self._list if name == wanted]

    def mutablecopy(self):
        return MutableHeaders(raw=self._list[:])

    def __getitem__(self, key):
        wanted = key.lower().encode("latin-1")
        for name, value in self._list:
            if name == wanted:
                return value.decode("latin-1")
        raise KeyError(key)

    def __contains__(self, key):
        wanted = key.lower().encode("latin-1")
        return any(name == wanted for name, _ in self._list)

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._list)

    def __eq__(self, other):
        return isinstance(other, Headers) and sorted(self._list) == sorted(other._list)

    def __repr__(self):
        pairs = dict(self.items())
        text = repr(pairs) if len(pairs) == len(self) else f"raw={self._list!r}"
        return f"{self.__class__.__name__}({text})"


class MutableHeaders(Headers, MutableMapping):
    def __setitem__(self, key, value):
        wanted, text = key.lower().encode("latin-1"), value.encode("latin-1")
        found = [index for index, (name, _) in enumerate(self._list) if name == wanted]
        for index in reversed(found[1:]):
            del self._list[index]
        if found:
            self._list[found[0]] = (wanted, text)
        else:
            self._list.append((wanted, text))

    def __delitem__(self, key):
        wanted = key.lower().encode("latin-1")
        for index in [index for index, (name, _) in enumerate(self._list) if name == wanted][::-1]:
            del self._list[index]

    def __ior__(self, other):
        self.update(other)
        return self

    def setdefault(self, key, value):
        if key in self:
            return self[key]
        self._list.append((key.lower().encode("latin-1"), value.encode("latin-1")))
        return value

    def update(self, other):
        for key, value in other.items():
            self[key] = value

    def append(self, key, value):
        self._list.append((key.lower().encode("latin-1"), value.encode("latin-1")))

    def add_vary_header(self, vary):
        existing = self.get("vary")
        self["vary"] = vary if existing is None else f"{existing}, {vary}"


class State:
    """Attributes of one's own; what is not set is an AttributeError."""

    def __init__(self, state=None):
        super().__setattr__("_state", {} if state is None else state)

    def __setattr__(self, key, value):
        self._state[key] = value

    def __getattr__(self, key):
        try:
            return self._state[key]
        except KeyError:
            raise AttributeError(f"'{self.__class__.__name__}' object has no attribute '{key}'") from None

    def __delattr__(self, key):
        del self._state[key]

    def __getitem__(self, key):
        return self._state[key]

    def __setitem__(self, key, value):
        self._state[key] = value

    def __delitem__(self, key):
        del self._state[key]

    def __iter__(self):
        return iter(self._state)

    def __len__(self):
        return len(self._state)


class UploadFile:
    """A file of a form: in memory while small, on disk past a limit."""

    file: BinaryIO
    filename: "str | None"
    size: "int | None"
    headers: Headers

    def __init__(self, file, *, size=None, filename=None, headers=None):
        self.file = file
        self.size = size
        self.filename = filename
        self.headers = headers or Headers()
        self._max_mem_size = getattr(file, "_max_size", 0)

    @property
    def content_type(self):
        return self.headers.get("content-type", None)

    def _is_in_memory(self, extra=0):
        if getattr(self.file, "_rolled", True):
            return False
        return not self._max_mem_size or (self.size or 0) + extra <= self._max_mem_size

    async def _run(self, method, *args, extra=0):
        if self._is_in_memory(extra):
            return method(*args)
        return await run_in_threadpool(method, *args)

    async def write(self, data):
        if self.size is not None:
            self.size += len(data)
        await self._run(self.file.write, data, extra=len(data))

    async def read(self, size=-1):
        return await self._run(self.file.read, size)

    async def seek(self, offset):
        await self._run(self.file.seek, offset)

    async def close(self):
        await self._run(self.file.close)

    def __repr__(self):
        return (f"{self.__class__.__name__}(filename={self.filename!r}, size={self.size!r}, "
                f"headers={self.headers!r})")

    @classmethod
    def _validate(cls, value, _=None):
        from krait.api.foreign import is_kind

        if not is_kind(value, UploadFile):
            raise ValueError(f"Expected UploadFile, received: {type(value)}")
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema, handler):
        return {"type": "string", "contentMediaType": "application/octet-stream"}

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        from pydantic_core.core_schema import with_info_plain_validator_function

        return with_info_plain_validator_function(cls._validate)


def spooled_file(max_size=1024 * 1024):
    return tempfile.SpooledTemporaryFile(max_size=max_size)


class DefaultPlaceholder:
    """A default that nobody chose: what includes a router may choose another."""

    def __init__(self, value: Any):
        self.value = value

    def __bool__(self):
        return bool(self.value)

    def __eq__(self, other):
        return isinstance(other, DefaultPlaceholder) and other.value == self.value

    __hash__ = None


DefaultType = TypeVar("DefaultType")


def Default(value: DefaultType) -> DefaultType:
    return DefaultPlaceholder(value)  # type: ignore


_Unset: Any = Default(None)
