"""Tracebacks as text, in the words of the interpreter itself."""

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list",
    "format_stack", "format_tb", "print_exc", "format_exc", "print_exception", "print_last",
    "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary",
    "TracebackException", "walk_stack", "walk_tb", "print_list",
]

import _traceback
import linecache
import sys

_TITLE = "Traceback (most recent call last):\n"
_RECURSIVE_CUTOFF = 3
_sentinel = object()


def _stream(file):
    return sys.stderr if file is None else file


def _lines(text):
    return text.splitlines(keepends=True)


def _entry_texts(text):
    """The lines of a traceback, one text for each frame."""
    texts = []
    for line in _lines(text):
        if line.startswith("  File ") or not texts or line.startswith("  [Previous"):
            texts.append(line)
        else:
            texts[-1] += line
    return texts


class FrameSummary:
    """Information about a single frame from a traceback."""

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = None if locals is None else {k: repr(v) for k, v in locals.items()}
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self._text = None

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def _key(self):
        return (self.filename, self.lineno, self.name)

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._key() == other._key() and self.locals == other.locals
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return "<FrameSummary file {filename}, line {lineno} in {name}>".format(
            filename=self.filename, lineno=self.lineno, name=self.name)


def _summary_of(entry, text):
    filename, lineno, end_lineno, colno, end_colno, name = entry
    summary = FrameSummary(filename, lineno, name, end_lineno=end_lineno, colno=colno,
                           end_colno=end_colno)
    summary._text = text
    return summary


class StackSummary(list):
    """A list of FrameSummary objects, representing a stack of frames."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        raise NotImplementedError("frames as objects")

    @classmethod
    def from_list(klass, a_list):
        result = klass()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary):
        text = frame_summary._text
        if text is not None:
            return text
        text = '  File "{}", line {}, in {}\n'.format(
            frame_summary.filename, frame_summary.lineno, frame_summary.name)
        if frame_summary.line:
            text += "    {}\n".format(frame_summary.line.strip())
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += "    {name} = {value}\n".format(name=name, value=value)
        return text

    def format(self):
        result = []
        last = None
        count = 0
        for frame in self:
            if last is None or last != frame._key():
                _add_repeats(result, count)
                last = frame._key()
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(self.format_frame_summary(frame))
        _add_repeats(result, count)
        return result


def _add_repeats(result, count):
    if count > _RECURSIVE_CUTOFF:
        more = count - _RECURSIVE_CUTOFF
        result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")


def _limited(items, limit):
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


def extract_tb(tb, limit=None):
    entries = _traceback.entries(tb)
    texts = [text for text in _entry_texts(_traceback.lines(tb))
             if not text.startswith("  [Previous")]
    # Repeated frames have no text of their own: they have that of the one before.
    summary = StackSummary()
    place = 0
    last = None
    count = 0
    for entry in entries:
        count = count + 1 if entry == last else 1
        if count <= _RECURSIVE_CUTOFF:
            place += 1
        last = entry
        summary.append(_summary_of(entry, texts[place - 1] if place <= len(texts) else None))
    summary[:] = _limited(list(summary), limit)
    return summary


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    for text in format_list(extracted_list):
        _stream(file).write(text)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    for text in format_tb(tb, limit):
        _stream(file).write(text)


def _exception_of(exc, value):
    if value is _sentinel:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc
    return value


def format_exception_only(exc, /, value=_sentinel, *, show_group=False):
    exception = _exception_of(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    text = _traceback.format(exception, False)
    if isinstance(exception, BaseExceptionGroup):
        lines = _lines(text)
        behind = [i for i, line in enumerate(lines) if line.startswith("  +-+")]
        return [lines[behind[0] - 1][4:]]
    frames = _traceback.lines(exception.__traceback__)
    if exception.__traceback__ is not None:
        text = text[len(_TITLE) + len(frames):]
    if isinstance(exception, SyntaxError):
        return _lines(text)
    # A message may have several lines; notes follow, each by itself.
    notes = getattr(exception, "__notes__", None)
    if not isinstance(notes, (list, tuple)):
        return [text]
    tail = [line + "\n" for note in notes for line in str(note).split("\n")]
    return [text[:len(text) - len("".join(tail))]] + tail


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True):
    exception = _exception_of(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    if tb is not _sentinel and tb is not exception.__traceback__:
        lines = [] if tb is None else [_TITLE] + format_tb(tb, limit)
        return lines + format_exception_only(exception)
    if limit is not None:
        lines = []
        if exception.__traceback__ is not None:
            lines = [_TITLE]
            lines += format_tb(exception.__traceback__, limit)
        return lines + format_exception_only(exception)
    text = _traceback.format(exception, bool(chain))
    if isinstance(exception, BaseExceptionGroup):
        return _lines(text)
    return _pieces(text, exception)


def _pieces(text, exception):
    """One text for each frame, as CPython's list has them."""
    last = format_exception_only(exception)
    body = text[:len(text) - len("".join(last))]
    pieces = []
    for line in _lines(body):
        if line.startswith("    ") and pieces:
            pieces[-1] += line
        else:
            pieces.append(line)
    return pieces + last


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True):
    for text in format_exception(exc, value, tb, limit, chain):
        _stream(file).write(text)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


def extract_stack(f=None, limit=None):
    raise NotImplementedError("frames of running functions")


def format_stack(f=None, limit=None):
    raise NotImplementedError("frames of running functions")


def print_stack(f=None, limit=None, file=None):
    raise NotImplementedError("frames of running functions")


def walk_stack(f):
    raise NotImplementedError("frames of running functions")


def walk_tb(tb):
    raise NotImplementedError("frames as objects")


def clear_frames(tb):
    """Nothing is kept alive by a traceback."""


class TracebackException:
    """An exception ready for rendering."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        self.exc_type = exc_type
        self.exc_type_str = exc_type.__qualname__
        self.stack = extract_tb(exc_traceback, limit)
        self._str = str(exc_value)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = exc_value.__suppress_context__
        cause = exc_value.__cause__
        self.__cause__ = None if cause is None else TracebackException.from_exception(cause)
        context = exc_value.__context__
        hidden = compact and (cause is not None or exc_value.__suppress_context__)
        self.__context__ = (None if context is None or hidden
                            else TracebackException.from_exception(context))
        self.exceptions = None
        self._only = format_exception_only(exc_value)
        # The texts are those of the exception: with the traceback that was given.
        own = exc_value.__traceback__
        exc_value.__traceback__ = exc_traceback
        try:
            self._chained = format_exception(exc_value, limit=limit)
            self._alone = format_exception(exc_value, limit=limit, chain=False)
        finally:
            exc_value.__traceback__ = own

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self._chained == other._chained
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False):
        return iter(self._only)

    def format(self, *, chain=True):
        return iter(self._chained if chain else self._alone)

    def print(self, *, file=None, chain=True):
        for line in self.format(chain=chain):
            print(line, file=_stream(file), end="")
