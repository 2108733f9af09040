"""Answers."""

import datetime
import hashlib
import http.cookies
import inspect
import json
import mimetypes
import os
import re
import secrets
import stat
import sys
import warnings
from email.utils import format_datetime, formatdate
from importlib import import_module
from urllib.parse import quote

from krait.api.concurrency import iterate_in_threadpool
from krait.api.datastructures import MutableHeaders
from krait.api.exceptions import FastAPIDeprecationWarning


class Response:
    media_type = None
    charset = "utf-8"

    def __init__(self, content=None, status_code=200, headers=None, media_type=None, background=None):
        self.status_code = status_code
        if media_type is not None:
            self.media_type = media_type
        self.background = background
        self.body = self.render(content)
        self.init_headers(headers)

    def render(self, content):
        if content is None:
            return b""
        if isinstance(content, (bytes, memoryview)):
            return content
        return content.encode(self.charset)

    def init_headers(self, headers=None):
        raw = [] if headers is None else [
            (key.lower().encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()]
        names = {key for key, _ in raw}
        body = getattr(self, "body", None)
        has_no_length = self.status_code < 200 or self.status_code in (204, 304) if self.status_code else False
        if body is not None and b"content-length" not in names and not has_no_length:
            raw.append((b"content-length", str(len(body)).encode("latin-1")))
        content_type = self.media_type
        if content_type is not None and b"content-type" not in names:
            if content_type.startswith("text/") and "charset=" not in content_type.lower():
                content_type += "; charset=" + self.charset
            raw.append((b"content-type", content_type.encode("latin-1")))
        self.raw_headers = raw

    @property
    def headers(self):
        if not hasattr(self, "_headers"):
            self._headers = MutableHeaders(raw=self.raw_headers)
        return self._headers

    def set_cookie(self, key, value="", max_age=None, expires=None, path="/", domain=None, secure=False,
                   httponly=False, samesite="lax", partitioned=False):
        cookie = http.cookies.SimpleCookie()
        cookie[key] = value
        attributes = cookie[key]
        if max_age is not None:
            attributes["max-age"] = max_age
        if expires is not None:
            attributes["expires"] = format_datetime(expires, usegmt=True) \
                if isinstance(expires, datetime.datetime) else expires
        if path is not None:
            attributes["path"] = path
        if domain is not None:
            attributes["domain"] = domain
        if secure:
            attributes["secure"] = True
        if httponly:
            attributes["httponly"] = True
        if samesite is not None:
            assert samesite.lower() in ("strict", "lax", "none"), "samesite must be either 'strict', 'lax' or 'none'"
            attributes["samesite"] = samesite
        text = cookie.output(header="").strip()
        if partitioned:
            text += "; Partitioned"
        self.raw_headers.append((b"set-cookie", text.encode("latin-1")))

    def delete_cookie(self, key, path="/", domain=None, secure=False, httponly=False, samesite="lax"):
        self.set_cookie(key, max_age=0, expires=0, path=path, domain=domain, secure=secure, httponly=httponly,
                        samesite=samesite)

    async def __call__(self, scope, receive, send):
        prefix = "websocket." if scope["type"] == "websocket" else ""
        await send({"type": prefix + "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": prefix + "http.response.body", "body": self.body})
        if self.background is not None:
            await self.background()


class HTMLResponse(Response):
    media_type = "text/html"


class PlainTextResponse(Response):
    media_type = "text/plain"


class JSONResponse(Response):
    media_type = "application/json"

    def __init__(self, content, status_code=200, headers=None, media_type=None, background=None):
        super().__init__(content, status_code, headers, media_type, background)

    def render(self, content):
        return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=None,
                          separators=(",", ":")).encode("utf-8")


class RedirectResponse(Response):
    def __init__(self, url, status_code=307, headers=None, background=None):
        super().__init__(content=b"", status_code=status_code, headers=headers, background=background)
        self.headers["location"] = quote(str(url), safe=":/%#?=@[]!$&'()*+,;")


class StreamingResponse(Response):
    def __init__(self, content, status_code=200, headers=None, media_type=None, background=None):
        self.body_iterator = content if hasattr(content, "__aiter__") else iterate_in_threadpool(content)
        self.status_code = status_code
        self.media_type = self.media_type if media_type is None else media_type
        self.background = background
        self.init_headers(headers)

    async def stream_response(self, send):
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for chunk in self.body_iterator:
            if not isinstance(chunk, (bytes, memoryview, bytearray)):
                chunk = chunk.encode(self.charset)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def __call__(self, scope, receive, send):
        import asyncio

        async def listen():
            while (await receive())["type"] != "http.disconnect":
                pass

        listener = asyncio.get_running_loop().create_task(listen())
        streamer = asyncio.get_running_loop().create_task(self.stream_response(send))
        try:
            await asyncio.wait((listener, streamer), return_when=asyncio.FIRST_COMPLETED)
            if not streamer.done():
                streamer.cancel()
                await asyncio.gather(streamer, return_exceptions=True)
            else:
                streamer.result()
        finally:
            for task in (listener, streamer):
                if not task.done():
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)
            await _close(self.body_iterator)
        if self.background is not None:
            await self.background()


async def _close(iterator):
    close = getattr(iterator, "aclose", None)
    if close is not None:
        result = close()
        if inspect.isawaitable(result):
            await result


RANGES_MAX = 100


class MalformedRangeHeader(Exception):
    def __init__(self, content="Malformed range header."):
        self.content = content


class RangeNotSatisfiable(Exception):
    def __init__(self, max_size):
        self.max_size = max_size


class FileResponse(Response):
    chunk_size = 64 * 1024

    def __init__(self, path, status_code=200, headers=None, media_type=None, background=None, filename=None,
                 stat_result=None, content_disposition_type="attachment"):
        self.path = path
        self.status_code = status_code
        self.filename = filename
        if media_type is None:
            media_type = mimetypes.guess_type(filename or path)[0] or "text/plain"
        self.media_type = media_type
        self.background = background
        self.init_headers(headers)
        self.headers.setdefault("accept-ranges", "bytes")
        if filename is not None:
            quoted = quote(filename)
            name = f"filename*=utf-8''{quoted}" if quoted != filename else f'filename="{filename}"'
            self.headers.setdefault("content-disposition", f"{content_disposition_type}; {name}")
        self.stat_result = stat_result
        if stat_result is not None:
            self.set_stat_headers(stat_result)

    def set_stat_headers(self, stat_result):
        tag = hashlib.md5(f"{stat_result.st_mtime}-{stat_result.st_size}".encode(), usedforsecurity=False)
        self.headers.setdefault("content-length", str(stat_result.st_size))
        self.headers.setdefault("last-modified", formatdate(stat_result.st_mtime, usegmt=True))
        self.headers.setdefault("etag", f'"{tag.hexdigest()}"')

    async def __call__(self, scope, receive, send):
        is_head = scope["method"].upper() == "HEAD"
        if self.stat_result is None:
            try:
                self.stat_result = os.stat(self.path)
            except FileNotFoundError:
                raise RuntimeError(f"File at path {self.path} does not exist.") from None
            if not stat.S_ISREG(self.stat_result.st_mode):
                raise RuntimeError(f"File at path {self.path} is not a file.")
            self.set_stat_headers(self.stat_result)
        size = self.stat_result.st_size
        fields = {name: value.decode("latin-1") for name, value in scope["headers"] if name in (b"range", b"if-range")}
        wanted, condition = fields.get(b"range"), fields.get(b"if-range")
        is_current = condition is None or condition in (self.headers["last-modified"], self.headers["etag"])
        # Only what the whole answer with 200 has can be asked for in parts.
        ranges = []
        if wanted is not None and is_current and self.status_code == 200 and scope["method"].upper() in ("GET", "HEAD"):
            try:
                ranges = parse_range(wanted, size)
            except MalformedRangeHeader as error:
                await PlainTextResponse(error.content, status_code=400)(scope, receive, send)
                return
            except RangeNotSatisfiable as error:
                response = PlainTextResponse(status_code=416, headers={"Content-Range": f"bytes */{error.max_size}"})
                await response(scope, receive, send)
                return
        extension = scope.get("extensions", {}).get("http.response.pathsend")
        if not ranges:
            await self._send_part(send, self.status_code, self.raw_headers, 0, size, is_head, extension)
        elif len(ranges) == 1:
            start, end = ranges[0]
            headers = MutableHeaders(raw=list(self.raw_headers))
            headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
            headers["content-length"] = str(end - start)
            # Without this addition of our server's, pathsend knows whole files only.
            extension = extension if extension and extension.get("ranges") else None
            await self._send_part(send, 206, headers.raw, start, end, is_head, extension)
        else:
            await self._send_parts(send, ranges, size, is_head)
        if self.background is not None:
            await self.background()

    async def _send_part(self, send, status, headers, start, end, is_head, extension):
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if extension is not None and not is_head and start < end:
            await send({"type": "http.response.pathsend", "path": os.path.abspath(self.path),
                        "offset": start, "count": end - start})
            return
        if not is_head:
            with open(self.path, "rb") as file:
                await self._send_bytes(send, file, start, end)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_bytes(self, send, file, start, end):
        file.seek(start)
        while start < end:
            chunk = file.read(min(self.chunk_size, end - start))
            if not chunk:
                raise RuntimeError(f"File at path {self.path} is shorter than expected.")
            start += len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def _send_parts(self, send, ranges, size, is_head):
        boundary = secrets.token_hex(13)
        kind = self.headers["content-type"]
        heads = [f"--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: bytes {start}-{end - 1}/{size}\r\n\r\n"
                 .encode("latin-1") for start, end in ranges]
        tail = f"--{boundary}--".encode("latin-1")
        length = sum(len(head) + end - start + 2 for head, (start, end) in zip(heads, ranges)) + len(tail)
        headers = MutableHeaders(raw=list(self.raw_headers))
        headers["content-type"] = f"multipart/byteranges; boundary={boundary}"
        headers["content-length"] = str(length)
        await send({"type": "http.response.start", "status": 206, "headers": headers.raw})
        if not is_head:
            with open(self.path, "rb") as file:
                for head, (start, end) in zip(heads, ranges):
                    await send({"type": "http.response.body", "body": head, "more_body": True})
                    await self._send_bytes(send, file, start, end)
                    await send({"type": "http.response.body", "body": b"\r\n", "more_body": True})
            await send({"type": "http.response.body", "body": tail, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def parse_range(text, size):
    """The ranges of a Range header as half-open pairs, in order and merged where they touch. None: they are so many
    that the whole file is sent."""
    unit, equals, rest = text.partition("=")
    if not equals:
        raise MalformedRangeHeader()
    if unit.strip().lower() != "bytes":
        raise MalformedRangeHeader("Only support bytes range")
    if rest.count(",") >= RANGES_MAX:
        return []
    ranges = []
    for part in rest.split(","):
        match = re.fullmatch(r"\s*([0-9]*)-([0-9]*)\s*", part)
        if not match or match.group(1) == match.group(2) == "":
            continue
        first, last = match.groups()
        if first:
            start, end = int(first), int(last) + 1 if last and int(last) < size else size
        else:
            start, end = max(size - int(last), 0), size
        ranges.append((start, end))
    if not ranges:
        raise MalformedRangeHeader("Range header: range must be requested")
    if any(not 0 <= start < size for start, _ in ranges):
        raise RangeNotSatisfiable(size)
    if any(start >= end for start, end in ranges):
        raise MalformedRangeHeader("Range header: start must be less than end")
    merged = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class EventSourceResponse(StreamingResponse):
    """As `response_class`: what the handler yields is sent as events."""

    media_type = "text/event-stream"


_ADVICE = ("{name} is deprecated, FastAPI now serializes data directly to JSON bytes via Pydantic when a return type "
           "or response model is set, which is faster and doesn't need a custom response class.")


class _Deprecated(JSONResponse):
    module = ""

    def __init__(self, *args, **kwargs):
        warnings.warn(_ADVICE.format(name=type(self).__name__), FastAPIDeprecationWarning, stacklevel=2)
        super().__init__(*args, **kwargs)

    def library(self):
        found = getattr(sys.modules[__name__], self.module)
        assert found is not None, f"{self.module} must be installed to use {type(self).__name__}"
        return found


def _find(name):
    try:
        return import_module(name)
    except ImportError:
        return None


def __getattr__(name):
    # The two libraries are looked for when somebody uses their classes: most programs do not.
    if name in ("ujson", "orjson"):
        globals()[name] = _find(name)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class UJSONResponse(_Deprecated):
    module = "ujson"

    def render(self, content):
        return self.library().dumps(content, ensure_ascii=False).encode("utf-8")


class ORJSONResponse(_Deprecated):
    module = "orjson"

    def render(self, content):
        library = self.library()
        return library.dumps(content, option=library.OPT_NON_STR_KEYS | library.OPT_SERIALIZE_NUMPY)
