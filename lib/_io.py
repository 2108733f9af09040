"""Files and streams in memory, over the calls of module posix: what CPython's io.py is made of."""

import posix

DEFAULT_BUFFER_SIZE = 8192
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

_CHUNK_BYTES = 65536

BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    pass


def _path_of(file):
    if isinstance(file, (str, bytes)):
        return file
    path = file.__fspath__() if hasattr(file, "__fspath__") else None
    if path is None:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(file).__name__)
    return path


def text_encoding(encoding, stacklevel=2):
    return "utf-8" if encoding is None else encoding


class _IOBase:
    def __init__(self):
        self._is_closed = False

    @property
    def closed(self):
        return self._is_closed

    def _check_open(self):
        if self._is_closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        self._is_closed = True

    def flush(self):
        self._check_open()

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def isatty(self):
        self._check_open()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def read(self, size=-1):
        raise UnsupportedOperation("read")

    def write(self, data):
        raise UnsupportedOperation("write")

    def readline(self, size=-1):
        raise UnsupportedOperation("readline")

    def seek(self, offset, whence=0):
        raise UnsupportedOperation("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None):
        raise UnsupportedOperation("truncate")

    def readlines(self, hint=-1):
        lines = []
        total = 0
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                return lines

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, kind, error, traceback):
        self.close()


class _RawIOBase(_IOBase):
    pass


class _BufferedIOBase(_IOBase):
    pass


class _TextIOBase(_IOBase):
    pass


# ---- files of bytes


def _open_flags(mode):
    kind = mode.replace("b", "").replace("t", "").replace("+", "")
    updates = "+" in mode
    flags = 2 if updates else 0 if kind == "r" else 1
    if kind == "w":
        flags |= 64 | 512
    elif kind == "a":
        flags |= 64 | 1024
    elif kind == "x":
        flags |= 64 | 128
    return flags


class FileIO(_RawIOBase):
    """A file of the system; also what reads and writes ahead of it."""

    def __init__(self, file, mode="r", closefd=True, opener=None):
        self._is_closed = False
        self._fd = -1
        self._ahead = b""
        self._at = 0
        self._appends = "a" in mode
        self._reads = "r" in mode or "+" in mode
        self._writes = "+" in mode or "r" not in mode
        self._closes = closefd
        self._over = None
        self.mode = mode
        self.name = file
        if isinstance(file, int):
            if file < 0:
                raise ValueError("negative file descriptor")
            self._fd = file
            return
        if not closefd:
            raise ValueError("Cannot use closefd=False with file name")
        path = _path_of(file)
        flags = _open_flags(mode)
        fd = posix.open(path, flags, 438) if opener is None else opener(path, flags)
        if opener is None and posix._fstat(fd)[0] & 0o170000 == 0o040000:
            posix.close(fd)
            raise IsADirectoryError(21, "Is a directory", file)
        self._fd = fd
        if self._appends:
            posix.lseek(fd, 0, 2)

    def __repr__(self):
        kind = type(self).__name__
        if kind == "FileIO":
            if self._is_closed:
                return "<_io.FileIO [closed]>"
            return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd={self._closes}>"
        if self._over is not None and not hasattr(self._over, "name"):
            return f"<_io.{kind}>"
        return f"<_io.{kind} name={self.name!r}>"

    @property
    def raw(self):
        return self if self._over is None else self._over

    @property
    def closefd(self):
        return self._closes

    # ---- the system, or the raw stream that a buffered one was made over

    def _sit_on(self, raw, reads, writes):
        self._is_closed = False
        self._fd = -1
        self._ahead = b""
        self._at = 0
        self._appends = False
        self._reads = reads
        self._writes = writes
        self._closes = True
        self._over = raw
        if hasattr(raw, "name"):
            self.name = raw.name
        if hasattr(raw, "mode"):
            self.mode = raw.mode

    def _read_some(self, count):
        return posix.read(self._fd, count) if self._over is None else self._over.read(count) or b""

    def _write_some(self, data):
        if self._over is None:
            return posix.write(self._fd, data)
        done = self._over.write(data)
        return len(data) if done is None else done

    def _move(self, offset, whence):
        if self._over is None:
            return posix.lseek(self._fd, offset, whence)
        return self._over.seek(offset, whence)

    def fileno(self):
        self._check_open()
        return self._fd if self._over is None else self._over.fileno()

    def isatty(self):
        self._check_open()
        return posix.isatty(self._fd) if self._over is None else self._over.isatty()

    def readable(self):
        self._check_open()
        return self._reads

    def writable(self):
        self._check_open()
        return self._writes

    def seekable(self):
        self._check_open()
        if self._over is not None:
            return self._over.seekable()
        try:
            posix.lseek(self._fd, 0, 1)
        except OSError:
            return False
        return True

    def close(self):
        if not self._is_closed:
            self._is_closed = True
            if self._over is not None:
                self._over.close()
            elif self._closes:
                posix.close(self._fd)

    def _need_reading(self):
        if self._is_closed and type(self) is not FileIO:
            raise ValueError("read of closed file")
        self._check_open()
        if not self._reads:
            raise UnsupportedOperation("File not open for reading" if type(self) is FileIO else "read")

    def _fill(self):
        """More bytes ahead; False at the end."""
        more = self._read_some(_CHUNK_BYTES)
        if self._at:
            self._ahead = self._ahead[self._at:]
            self._at = 0
        self._ahead = self._ahead + more if self._ahead else more
        return len(more) > 0

    def _take(self, count):
        start = self._at
        self._at = start + count
        return self._ahead[start:start + count]

    def readall(self):
        return self.read(-1)

    def read(self, size=-1):
        self._need_reading()
        if size is None or size < 0:
            parts = [self._ahead[self._at:]]
            self._ahead = b""
            self._at = 0
            while True:
                part = self._read_some(1 << 20)
                if not part:
                    return b"".join(parts)
                parts.append(part)
        while len(self._ahead) - self._at < size:
            if not self._fill():
                break
        return self._take(min(size, len(self._ahead) - self._at))

    def read1(self, size=-1):
        self._need_reading()
        if self._at == len(self._ahead):
            self._fill()
        rest = len(self._ahead) - self._at
        return self._take(rest if size < 0 else min(size, rest))

    def peek(self, size=0):
        self._need_reading()
        if self._at == len(self._ahead):
            self._fill()
        return self._ahead[self._at:]

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readline(self, size=-1):
        self._need_reading()
        scanned = 0
        while True:
            end = self._ahead.find(b"\n", self._at + scanned)
            if end >= 0:
                count = end + 1 - self._at
                break
            scanned = len(self._ahead) - self._at
            if (size is not None and 0 <= size <= scanned) or not self._fill():
                count = len(self._ahead) - self._at
                break
        if size is not None and 0 <= size < count:
            count = size
        return self._take(count)

    def _forget_ahead(self):
        """The system's place in the file becomes the program's."""
        rest = len(self._ahead) - self._at
        if rest:
            self._move(-rest, 1)
        self._ahead = b""
        self._at = 0

    def write(self, data):
        if self._is_closed and type(self) is not FileIO:
            raise ValueError("write to closed file")
        self._check_open()
        if not self._writes:
            raise UnsupportedOperation("File not open for writing" if type(self) is FileIO else "write")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._forget_ahead()
        rest = bytes(data)
        count = len(rest)
        while rest:
            done = self._write_some(rest)
            if done == len(rest):
                break
            rest = rest[done:]
        return count

    def seek(self, offset, whence=0):
        self._check_open()
        if whence == 1:
            offset -= len(self._ahead) - self._at
        self._ahead = b""
        self._at = 0
        return self._move(offset, whence)

    def tell(self):
        self._check_open()
        return self._move(0, 1) - (len(self._ahead) - self._at)

    def truncate(self, size=None):
        self._check_open()
        if not self._writes:
            raise UnsupportedOperation("File not open for writing")
        if size is None:
            size = self.tell()
        self.flush()
        if self._over is not None:
            return self._over.truncate(size)
        posix.ftruncate(self._fd, size)
        return size


# Made over a raw stream, or by open() over the system: then `_mode` is told.
class BufferedReader(FileIO):
    def __init__(self, raw, buffer_size=8192, *, _mode=None, _closefd=True, _opener=None):
        if _mode is not None:
            super().__init__(raw, _mode, _closefd, _opener)
            return
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        self._sit_on(raw, True, False)


class BufferedWriter(FileIO):
    def __init__(self, raw, buffer_size=8192, *, _mode=None, _closefd=True, _opener=None):
        if _mode is not None:
            super().__init__(raw, _mode, _closefd, _opener)
            return
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._sit_on(raw, False, True)


class BufferedRandom(FileIO):
    def __init__(self, raw, buffer_size=8192, *, _mode=None, _closefd=True, _opener=None):
        if _mode is not None:
            super().__init__(raw, _mode, _closefd, _opener)
            return
        if not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        if not raw.readable() or not raw.writable():
            raise UnsupportedOperation("File or stream is not readable and writable.")
        self._sit_on(raw, True, True)


class BytesIO(_BufferedIOBase):
    def __init__(self, initial_bytes=b""):
        self._is_closed = False
        self._data = bytearray(initial_bytes)
        self._at = 0

    def getvalue(self):
        self._check_open()
        return bytes(self._data)

    def getbuffer(self):
        self._check_open()
        import _memory

        return _memory.memoryview(self._data)

    def readable(self):
        self._check_open()
        return True

    def writable(self):
        self._check_open()
        return True

    def seekable(self):
        self._check_open()
        return True

    def read(self, size=-1):
        self._check_open()
        start = self._at
        rest = max(0, len(self._data) - start)
        count = rest if size is None or size < 0 else min(size, rest)
        self._at = start + count
        return bytes(self._data[start:start + count])

    def read1(self, size=-1):
        return self.read(size)

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readline(self, size=-1):
        self._check_open()
        start = self._at
        if start >= len(self._data):
            return b""
        end = self._data.find(b"\n", start)
        end = len(self._data) if end < 0 else end + 1
        if size is not None and 0 <= size < end - start:
            end = start + size
        self._at = end
        return bytes(self._data[start:end])

    def write(self, data):
        self._check_open()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        start = self._at
        if start > len(self._data):
            self._data.extend(bytes(start - len(self._data)))
        data = bytes(data)
        self._data[start:start + len(data)] = data
        self._at = start + len(data)
        return len(data)

    def seek(self, offset, whence=0):
        self._check_open()
        if whence == 0:
            if offset < 0:
                raise ValueError(f"negative seek value {offset}")
            self._at = offset
        elif whence == 1:
            self._at = max(0, self._at + offset)
        elif whence == 2:
            self._at = max(0, len(self._data) + offset)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def tell(self):
        self._check_open()
        return self._at

    def truncate(self, size=None):
        self._check_open()
        if size is None:
            size = self._at
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size


# ---- text


def _check_newline(newline):
    if newline is not None and newline not in ("", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {newline!r}")


def _line_end(text, start, newline):
    """The place behind the line that begins at `start`; -1 when its end is not in `text`."""
    if newline == "\n":
        return text.find("\n", start) + 1 or -1
    if newline == "\r" or newline == "\r\n":
        end = text.find(newline, start)
        return -1 if end < 0 else end + len(newline)
    end = text.find("\n", start)
    other = text.find("\r", start) if end < 0 else text.find("\r", start, end)
    if other < 0:
        return end + 1 or -1
    if other + 1 == len(text):
        return -1
    return other + 2 if text[other + 1] == "\n" else other + 1


def _translated(text):
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


class StringIO(_TextIOBase):
    def __init__(self, initial_value="", newline="\n"):
        _check_newline(newline)
        if initial_value is not None and not isinstance(initial_value, str):
            kind = type(initial_value).__name__
            raise TypeError(f"initial_value must be str or None, not {kind}")
        self._is_closed = False
        self._newline = newline
        self._parts = []
        self._text = ""
        self._at = 0
        if initial_value:
            self._text = self._stored(initial_value)

    def _check_open(self):
        if self._is_closed:
            raise ValueError("I/O operation on closed file")

    def _stored(self, text):
        if self._newline is None:
            return _translated(text)
        if self._newline == "\r" or self._newline == "\r\n":
            return text.replace("\n", self._newline)
        return text

    def _whole(self):
        if self._parts:
            self._text += "".join(self._parts)
            self._parts = []
        return self._text

    def getvalue(self):
        self._check_open()
        return self._whole()

    def readable(self):
        self._check_open()
        return True

    def writable(self):
        self._check_open()
        return True

    def seekable(self):
        self._check_open()
        return True

    @property
    def line_buffering(self):
        return False

    def read(self, size=-1):
        self._check_open()
        text = self._whole()
        start = min(self._at, len(text))
        end = len(text) if size is None or size < 0 else min(len(text), start + size)
        self._at = end
        return text[start:end]

    def readline(self, size=-1):
        self._check_open()
        text = self._whole()
        start = self._at
        if start >= len(text):
            return ""
        end = _line_end(text, start, "\n" if self._newline is None else self._newline)
        if end < 0:
            end = len(text)
        if size is not None and 0 <= size < end - start:
            end = start + size
        self._at = end
        return text[start:end]

    def write(self, text):
        self._check_open()
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got {type(text).__name__!r}")
        count = len(text)
        text = self._stored(text)
        if self._parts:
            # What was written before was at the end.
            self._parts.append(text)
            self._at += len(text)
            return count
        start = self._at
        have = len(self._text)
        if start == have:
            self._parts.append(text)
        elif start > have:
            self._text += "\0" * (start - have) + text
        else:
            self._text = self._text[:start] + text + self._text[start + len(text):]
        self._at = start + len(text)
        return count

    def seek(self, offset, whence=0):
        self._check_open()
        end = len(self._whole())
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and offset < 0:
            raise ValueError(f"Negative seek position {offset}")
        if whence != 0 and offset != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._at = offset if whence == 0 else self._at if whence == 1 else end
        return self._at

    def tell(self):
        self._check_open()
        self._whole()
        return self._at

    def truncate(self, size=None):
        self._check_open()
        text = self._whole()
        if size is None:
            size = self._at
        if size < 0:
            raise ValueError(f"Negative size value {size}")
        self._text = text[:size]
        return size

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


def _whole_characters(data):
    """How many leading bytes of UTF-8 `data` end with a whole character, as far as can be seen."""
    end = len(data)
    for back in range(1, min(4, end) + 1):
        byte = data[end - back]
        if byte < 0x80:
            return end
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return end if needed <= back else end - back
    return end


class TextIOWrapper(_TextIOBase):
    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False,
                 write_through=False):
        _check_newline(newline)
        self._is_closed = False
        self.buffer = buffer
        self.encoding = "utf-8" if encoding is None or encoding == "locale" else encoding
        self.errors = "strict" if errors is None else errors
        self.line_buffering = line_buffering
        self.write_through = write_through
        self._newline = newline
        self._text = ""
        self._at = 0
        self._rest = b""
        self._is_utf8 = self.encoding.lower().replace("_", "-") in ("utf-8", "utf8")
        self._skips_mark = self.encoding.lower().replace("_", "-") == "utf-8-sig"
        if self._skips_mark:
            self._is_utf8 = True
        "".encode("utf-8" if self._skips_mark else self.encoding)
        self._is_first = True

    def __repr__(self):
        text = "<_io.TextIOWrapper"
        if hasattr(self.buffer, "name"):
            text += f" name={self.buffer.name!r}"
        if hasattr(self, "mode"):
            text += f" mode={self.mode!r}"
        return text + f" encoding={self.encoding!r}>"

    @property
    def name(self):
        return self.buffer.name

    @property
    def closed(self):
        return self.buffer.closed

    def _check_open(self):
        if self.buffer.closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        self.buffer.close()

    def flush(self):
        self._check_open()
        self.buffer.flush()

    def detach(self):
        return self.buffer

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None,
                    write_through=None):
        if encoding is not None:
            self.encoding = encoding
        if errors is not None:
            self.errors = errors
        if line_buffering is not None:
            self.line_buffering = line_buffering

    def fileno(self):
        return self.buffer.fileno()

    def isatty(self):
        return self.buffer.isatty()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def _decoded(self, data):
        return data.decode("utf-8" if self._is_utf8 else self.encoding, self.errors)

    def _fill(self):
        """More text ahead; False at the end."""
        data = self.buffer.read1(_CHUNK_BYTES)
        is_end = not data
        if self._rest:
            data = self._rest + data
            self._rest = b""
        if self._is_utf8 and not is_end:
            whole = _whole_characters(data)
            if whole < len(data):
                self._rest = data[whole:]
                data = data[:whole]
        text = self._decoded(data)
        if self._skips_mark and self._is_first and text:
            text = text.removeprefix("\ufeff")
        if text:
            self._is_first = False
        if self._at:
            self._text = self._text[self._at:]
            self._at = 0
        self._text += text
        return not is_end

    def _need_reading(self):
        self._check_open()
        if not self.buffer.readable():
            raise UnsupportedOperation("not readable")

    def read(self, size=-1):
        self._need_reading()
        if size is None or size < 0:
            data = self._rest + self.buffer.read()
            self._rest = b""
            text = self._text[self._at:]
            more = self._decoded(data)
            if self._skips_mark and self._is_first:
                more = more.removeprefix("\ufeff")
            text += more
            self._text = ""
            self._at = 0
            return _translated(text) if self._newline is None else text
        # Newlines become shorter: more may have to come in.
        text = ""
        while len(text) < size:
            wanted = size - len(text)
            while len(self._text) - self._at < wanted + 1:
                if not self._fill():
                    break
            part = self._text[self._at:self._at + wanted]
            if not part:
                break
            if self._newline is None and part.endswith("\r"):
                part = self._text[self._at:self._at + wanted + 1]
                if not part.endswith("\n"):
                    part = part[:wanted]
            self._at += len(part)
            text += _translated(part) if self._newline is None else part
        return text

    def readline(self, size=-1):
        self._need_reading()
        newline = self._newline
        kind = "" if newline is None else newline
        while True:
            end = _line_end(self._text, self._at, kind)
            if end >= 0:
                break
            if not self._fill():
                end = len(self._text)
                break
        start = self._at
        if size is not None and 0 <= size < end - start:
            end = start + size
        self._at = end
        line = self._text[start:end]
        return _translated(line) if newline is None else line

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def _to_place(self):
        """The file's place becomes the program's."""
        rest = self._text[self._at:]
        if rest or self._rest:
            ahead = len(rest.encode("utf-8" if self._is_utf8 else self.encoding, self.errors))
            self.buffer.seek(-(ahead + len(self._rest)), 1)
            self._rest = b""
        self._text = ""
        self._at = 0

    def write(self, text):
        self._check_open()
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if not self.buffer.writable():
            raise UnsupportedOperation("not writable")
        if self._text:
            self._to_place()
        count = len(text)
        newline = self._newline
        if (newline == "\r" or newline == "\r\n") and "\n" in text:
            text = text.replace("\n", newline)
        if self._skips_mark:
            if self._is_first:
                text = "\ufeff" + text
            self._is_first = False
        self.buffer.write(text.encode("utf-8" if self._is_utf8 else self.encoding, self.errors))
        return count

    def tell(self):
        self._check_open()
        rest = self._text[self._at:]
        ahead = len(rest.encode("utf-8" if self._is_utf8 else self.encoding, self.errors))
        return self.buffer.tell() - ahead - len(self._rest)

    def seek(self, cookie, whence=0):
        self._check_open()
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            return self.tell()
        if whence == 2 and cookie != 0:
            raise UnsupportedOperation("can't do nonzero end-relative seeks")
        if whence == 0 and cookie < 0:
            raise ValueError(f"negative seek position {cookie!r}")
        self._text = ""
        self._at = 0
        self._rest = b""
        return self.buffer.seek(cookie, whence)

    def truncate(self, size=None):
        self._check_open()
        self._to_place()
        return self.buffer.truncate(size)


def _check_mode(mode):
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if len(set(mode)) != len(mode) or set(mode) - set("axrwb+t"):
        raise ValueError(f"invalid mode: {mode!r}")
    if "t" in mode and "b" in mode:
        raise ValueError("can't have text and binary mode at once")
    if sum([c in mode for c in "rwax"]) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode"
                         if sum([c in mode for c in "rwax"]) else
                         "Must have exactly one of create/read/write/append mode and at most one "
                         "plus")


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True,
         opener=None):
    _check_mode(mode)
    if "b" in mode:
        if encoding is not None:
            raise ValueError("binary mode doesn't take an encoding argument")
        if errors is not None:
            raise ValueError("binary mode doesn't take an errors argument")
        if newline is not None:
            raise ValueError("binary mode doesn't take a newline argument")
        raw_mode = mode.replace("b", "") + "b"
        if "+" in mode:
            raw_mode = raw_mode.replace("+b", "b+")
        if buffering == 0:
            return FileIO(file, raw_mode, closefd, opener)
        if "+" in mode:
            return BufferedRandom(file, _mode=raw_mode, _closefd=closefd, _opener=opener)
        if "r" in mode:
            return BufferedReader(file, _mode=raw_mode, _closefd=closefd, _opener=opener)
        return BufferedWriter(file, _mode=raw_mode, _closefd=closefd, _opener=opener)
    if buffering == 0:
        raise ValueError("can't have unbuffered text I/O")
    _check_newline(newline)
    binary = mode.replace("t", "") + "b"
    if "+" in mode:
        buffer = BufferedRandom(file, _mode=binary, _closefd=closefd, _opener=opener)
    elif "r" in mode:
        buffer = BufferedReader(file, _mode=binary, _closefd=closefd, _opener=opener)
    else:
        buffer = BufferedWriter(file, _mode=binary, _closefd=closefd, _opener=opener)
    wrapper = TextIOWrapper(buffer, encoding, errors, newline)
    wrapper.mode = mode
    return wrapper


def open_code(path):
    return open(path, "rb")


class BufferedRWPair(_BufferedIOBase):
    """What is read comes from one stream, what is written goes to another."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        if not reader.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        if not writer.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._is_closed = False
        self.reader = reader
        self.writer = writer

    def read(self, size=-1):
        return self.reader.read(size)

    def read1(self, size=-1):
        return self.reader.read1(size)

    def readinto(self, buffer):
        return self.reader.readinto(buffer)

    def peek(self, size=0):
        return self.reader.peek(size)

    def readable(self):
        return self.reader.readable()

    def write(self, data):
        return self.writer.write(data)

    def writable(self):
        return self.writer.writable()

    def flush(self):
        return self.writer.flush()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    @property
    def closed(self):
        return self.writer.closed


class IncrementalNewlineDecoder:
    """Ends of lines that may come in two parts."""

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder = decoder
        self.translate = translate
        self.errors = errors
        self._seen = 0
        self._has_return = False

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final=final)
        if self._has_return and (text or final):
            text = "\r" + text
            self._has_return = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._has_return = True
        pairs = text.count("\r\n")
        returns = text.count("\r") - pairs
        feeds = text.count("\n") - pairs
        self._seen |= (1 if returns else 0) | (2 if feeds else 0) | (4 if pairs else 0)
        return _translated(text) if self.translate else text

    def getstate(self):
        data, flag = (b"", 0) if self.decoder is None else self.decoder.getstate()
        return data, flag << 1 | self._has_return

    def setstate(self, state):
        data, flag = state
        self._has_return = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((data, flag >> 1))

    def reset(self):
        self._seen = 0
        self._has_return = False
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        return (None, "\r", "\n", ("\r", "\n"), "\r\n", ("\r", "\r\n"), ("\n", "\r\n"),
                ("\r", "\n", "\r\n"))[self._seen]
