"""Bodies of forms as they arrive: application/x-www-form-urlencoded and multipart/form-data.

Files go to memory while small and to disk past `SPOOL_BYTES`; what is not a file is limited by `max_part_size`.
"""

from urllib.parse import unquote_to_bytes

from krait.api.datastructures import FormData, Headers, UploadFile, spooled_file

SPOOL_BYTES = 1024 * 1024
PART_HEADER_BYTES = 16 * 1024


class MultiPartException(Exception):
    def __init__(self, message):
        self.message = message


def parse_options(value):
    """`text/x; a=b; c="d"` as (b"text/x", {"a": "b", "c": "d"}); names in lower case."""
    kind, _, rest = value.partition(";")
    options = {}
    while rest:
        name, equals, rest = rest.lstrip("; \t").partition("=")
        if not equals:
            break
        if rest.startswith('"'):
            text, index = [], 1
            while index < len(rest) and rest[index] != '"':
                # A backslash escapes quotes and itself; elsewhere it is a letter of a path of Windows.
                if rest[index] == "\\" and rest[index + 1:index + 2] in ('"', "\\"):
                    index += 1
                text.append(rest[index])
                index += 1
            options[name.strip().lower()] = "".join(text)
            rest = rest[index + 1:].partition(";")[2]
        else:
            text, _, rest = rest.partition(";")
            options[name.strip().lower()] = text.strip()
    return kind.strip().lower(), options


def _percent(raw):
    return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", "replace")


async def parse_urlencoded(stream, max_fields=1000, max_part_size=1024 * 1024):
    items, rest = [], b""

    def add(pair):
        if not pair:
            return
        if len(items) >= max_fields:
            raise MultiPartException(f"Too many fields. Maximum number of fields is {max_fields}.")
        name, _, value = pair.partition(b"=")
        if len(name) > max_part_size or len(value) > max_part_size:
            raise MultiPartException(f"Field exceeded maximum size of {int(max_part_size / 1024)}KB.")
        items.append((_percent(name), _percent(value)))

    async for chunk in stream:
        *pairs, rest = (rest + chunk).split(b"&")
        for pair in pairs:
            add(pair)
        if len(rest) > 2 * max_part_size + 1:
            raise MultiPartException(f"Field exceeded maximum size of {int(max_part_size / 1024)}KB.")
    add(rest)
    return FormData(items)


class _Part:
    def __init__(self, headers):
        self.headers = headers
        options = {}
        for name, value in headers:
            if name == b"content-disposition":
                options = parse_options(value.decode("utf-8", "replace"))[1]
        if "name" not in options:
            raise MultiPartException('The Content-Disposition header field "name" must be provided.')
        self.name = options["name"]
        self.filename = options.get("filename")
        self.data = bytearray()
        self.file = None
        if self.filename is not None:
            file = spooled_file(SPOOL_BYTES)
            self.file = UploadFile(file=file, size=0, filename=self.filename, headers=Headers(raw=headers))


class MultiPartParser:
    def __init__(self, headers, stream, *, max_files=1000, max_fields=1000, max_part_size=1024 * 1024):
        _, options = parse_options(headers["content-type"])
        if not options.get("boundary"):
            raise MultiPartException("Missing boundary in multipart.")
        self.boundary = b"\r\n--" + options["boundary"].encode("latin-1")
        self.charset = options.get("charset", "utf-8")
        self.stream = stream
        self.max_files, self.max_fields, self.max_part_size = max_files, max_fields, max_part_size
        self.files = self.fields = 0
        self.items = []
        self.part = None
        self.is_done = False
        # The first boundary may come without the line's end that others have.
        self.buffer = bytearray(b"\r\n")
        self.opened = []

    async def parse(self):
        try:
            async for chunk in self.stream:
                self.buffer += chunk
                while not self.is_done and await self._step():
                    pass
        except BaseException:
            for file in self.opened:
                file.file.close()
            raise
        if not self.is_done and (self.part is not None or len(self.buffer) > 2):
            for file in self.opened:
                file.file.close()
            raise MultiPartException("Unexpected end of the multipart body.")
        return FormData(self.items)

    async def _step(self):
        """Goes on by what is whole in the buffer; False: more bytes are needed."""
        return await self._data() if self.part is not None else self._head()

    def _head(self):
        buffer = self.buffer
        if len(buffer) < len(self.boundary) + 2:
            if not self.boundary.startswith(buffer[:len(self.boundary)]):
                raise MultiPartException("Did not find boundary character at the start of the body.")
            return False
        if not buffer.startswith(self.boundary):
            raise MultiPartException("Did not find boundary character at the start of the body.")
        start = len(self.boundary)
        if buffer[start:start + 2] == b"--":
            self.is_done = True
            return False
        if buffer[start:start + 2] != b"\r\n":
            raise MultiPartException("Did not find the end of the line after a boundary.")
        end = buffer.find(b"\r\n\r\n", start)
        if end < 0:
            if len(buffer) > PART_HEADER_BYTES:
                raise MultiPartException("The header of a part is too long.")
            return False
        headers = []
        for line in bytes(buffer[start + 2:end]).split(b"\r\n"):
            name, colon, value = line.partition(b":")
            if not colon:
                raise MultiPartException("A header field of a part has no colon.")
            headers.append((name.strip().lower(), value.strip()))
        self._open(_Part(headers))
        del buffer[:end + 4]
        # What ends a part starts with a line's end: an empty part has none of its own.
        self.buffer = buffer
        return True

    def _open(self, part):
        if part.file is None:
            self.fields += 1
            if self.fields > self.max_fields:
                raise MultiPartException(f"Too many fields. Maximum number of fields is {self.max_fields}.")
        else:
            self.files += 1
            self.opened.append(part.file)
            if self.files > self.max_files:
                raise MultiPartException(f"Too many files. Maximum number of files is {self.max_files}.")
        self.part = part

    async def _data(self):
        buffer, part = self.buffer, self.part
        end = buffer.find(self.boundary)
        keep = 0 if end >= 0 else len(self.boundary) - 1
        data = bytes(buffer[:end] if end >= 0 else buffer[:max(0, len(buffer) - keep)])
        if data:
            del buffer[:len(data)]
            if part.file is not None:
                await part.file.write(data)
            else:
                part.data += data
                if len(part.data) > self.max_part_size:
                    size = int(self.max_part_size / 1024)
                    raise MultiPartException(f"Part exceeded maximum size of {size}KB.")
        if end < 0:
            return False
        if part.file is not None:
            await part.file.seek(0)
            self.items.append((part.name, part.file))
        else:
            self.items.append((part.name, part.data.decode(self.charset, "replace")))
        self.part = None
        return True
