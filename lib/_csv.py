"""What csv is made of: reader, writer and dialects (RFC 4180, and the forms that spreadsheets write).

A line goes through the states below one character at a time; a quoted field may go on in the next line.
"""

__version__ = "1.0"

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_START_RECORD, _START_FIELD, _ESCAPED, _IN_FIELD, _IN_QUOTED, _ESCAPED_IN_QUOTED, _QUOTE_IN_QUOTED, _EAT_NEWLINE, \
    _AFTER_ESCAPED_NEWLINE = range(9)

_dialects = {}
_limit = 128 * 1024


class Error(Exception):
    pass


def _character(name, value, may_be_none=True):
    if value is None and may_be_none:
        return None
    if not isinstance(value, str):
        kind = type(value).__name__
        raise TypeError(f'"{name}" must be a unicode character{" or None" if may_be_none else ""}, not {kind}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a unicode character{" or None" if may_be_none else ""}, '
                        f"not a string of length {len(value)}")
    return value


class Dialect:
    def __init__(self, dialect=None, delimiter=",", doublequote=True, escapechar=None, lineterminator="\r\n",
                 quotechar='"', quoting=QUOTE_MINIMAL, skipinitialspace=False, strict=False, _given=()):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if dialect is not None:
            if "delimiter" not in _given:
                delimiter = getattr(dialect, "delimiter", delimiter)
            if "doublequote" not in _given:
                doublequote = getattr(dialect, "doublequote", doublequote)
            if "escapechar" not in _given:
                escapechar = getattr(dialect, "escapechar", escapechar)
            if "lineterminator" not in _given:
                lineterminator = getattr(dialect, "lineterminator", lineterminator)
            if "quotechar" not in _given:
                quotechar = getattr(dialect, "quotechar", quotechar)
                if quotechar is None and getattr(dialect, "quoting", quoting) != QUOTE_NONE and "quoting" not in _given:
                    raise TypeError("quotechar must be set if quoting enabled")
            if "quoting" not in _given:
                quoting = getattr(dialect, "quoting", quoting)
            if "skipinitialspace" not in _given:
                skipinitialspace = getattr(dialect, "skipinitialspace", skipinitialspace)
            if "strict" not in _given:
                strict = getattr(dialect, "strict", strict)
        self.delimiter = _character("delimiter", delimiter, False)
        self.doublequote = bool(doublequote)
        self.escapechar = _character("escapechar", escapechar)
        if not isinstance(lineterminator, str):
            raise TypeError(f'"lineterminator" must be a string, not {type(lineterminator).__name__}')
        self.lineterminator = lineterminator
        if quotechar == "":
            quotechar = None
        if quotechar is None and "quotechar" in _given and dialect is None and "quoting" not in _given:
            quoting = QUOTE_NONE
        self.quotechar = _character("quotechar", quotechar)
        if not isinstance(quoting, int) or isinstance(quoting, bool):
            raise TypeError(f'"quoting" must be an integer, not {type(quoting).__name__}')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NOTNULL:
            raise TypeError('bad "quoting" value')
        if quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        self.quoting = quoting
        self.skipinitialspace = bool(skipinitialspace)
        self.strict = bool(strict)


def _make_dialect(dialect, options):
    if isinstance(dialect, Dialect) and not options:
        return dialect
    for name in options:
        if name not in ("delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting",
                        "skipinitialspace", "strict"):
            raise TypeError(f"this function got an unexpected keyword argument '{name}'")
    return Dialect(dialect, _given=tuple(options), **options)


def register_dialect(name, dialect=None, **fmtparams):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _make_dialect(dialect, fmtparams)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(new_limit=None):
    global _limit
    old = _limit
    if new_limit is not None:
        if not isinstance(new_limit, int):
            raise TypeError("limit must be an integer")
        _limit = new_limit
    return old


# ---- reading


class _Reader:
    def __init__(self, lines, dialect):
        self._lines = iter(lines)
        self.dialect = dialect
        self.line_num = 0
        self._reset()

    def _reset(self):
        self._fields = []
        self._parts = []
        self._length = 0
        self._state = _START_RECORD
        self._is_number = False
        self._was_quoted = False

    def _add(self, c):
        self._length += 1
        if self._length > _limit:
            raise Error(f"field larger than field limit ({_limit})")
        self._parts.append(c)

    def _save(self):
        field = "".join(self._parts)
        quoting = self.dialect.quoting
        if self._is_number and not self._was_quoted:
            self._fields.append(float(field) if field or quoting == QUOTE_NONNUMERIC else None)
        elif quoting in (QUOTE_STRINGS, QUOTE_NOTNULL) and not self._was_quoted and not field:
            self._fields.append(None)
        else:
            self._fields.append(field)
        self._parts = []
        self._length = 0
        self._is_number = False
        self._was_quoted = False

    def _end_of(self, c):
        """A line's end, or its text's (c is None), outside of quotes."""
        self._save()
        self._state = _START_RECORD if c is None else _EAT_NEWLINE

    def _start_field(self, c):
        dialect = self.dialect
        if c is None or c in "\r\n":
            self._end_of(c)
        elif c == dialect.quotechar and dialect.quoting != QUOTE_NONE:
            self._was_quoted = True
            self._state = _IN_QUOTED
        elif c == dialect.escapechar:
            self._state = _ESCAPED
        elif c == " " and dialect.skipinitialspace:
            pass
        elif c == dialect.delimiter:
            self._is_number = dialect.quoting == QUOTE_STRINGS
            self._save()
        else:
            self._is_number = dialect.quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS)
            self._add(c)
            self._state = _IN_FIELD

    def _in_field(self, c):
        dialect = self.dialect
        if c is None or c in "\r\n":
            self._end_of(c)
        elif c == dialect.escapechar:
            self._state = _ESCAPED
        elif c == dialect.delimiter:
            self._save()
            self._state = _START_FIELD
        else:
            self._add(c)

    def _in_quoted(self, c):
        dialect = self.dialect
        if c is None:
            return
        if c == dialect.escapechar:
            self._state = _ESCAPED_IN_QUOTED
        elif c == dialect.quotechar and dialect.quoting != QUOTE_NONE:
            self._state = _QUOTE_IN_QUOTED if dialect.doublequote else _IN_FIELD
        else:
            self._add(c)

    def _quote_in_quoted(self, c):
        dialect = self.dialect
        if c is not None and c == dialect.quotechar and dialect.quoting != QUOTE_NONE:
            self._add(c)
            self._state = _IN_QUOTED
        elif c is None or c in "\r\n":
            self._end_of(c)
        elif c == dialect.delimiter:
            self._save()
            self._state = _START_FIELD
        elif not dialect.strict:
            self._add(c)
            self._state = _IN_FIELD
        else:
            raise Error(f"'{dialect.delimiter}' expected after '{dialect.quotechar}'")

    def _take(self, c):
        state = self._state
        if state == _START_RECORD:
            if c is None:
                return
            if c in "\r\n":
                self._state = _EAT_NEWLINE
                return
            self._state = state = _START_FIELD
        if state == _START_FIELD:
            self._start_field(c)
        elif state == _ESCAPED:
            if c is not None and c in "\r\n":
                self._add(c)
                self._state = _AFTER_ESCAPED_NEWLINE
                return
            self._add("\n" if c is None else c)
            self._state = _IN_FIELD
        elif state == _AFTER_ESCAPED_NEWLINE:
            if c is not None:
                self._state = _IN_FIELD
                self._in_field(c)
        elif state == _IN_FIELD:
            self._in_field(c)
        elif state == _IN_QUOTED:
            self._in_quoted(c)
        elif state == _ESCAPED_IN_QUOTED:
            self._add("\n" if c is None else c)
            self._state = _IN_QUOTED
        elif state == _QUOTE_IN_QUOTED:
            self._quote_in_quoted(c)
        elif c is None:
            self._state = _START_RECORD
        elif c not in "\r\n":
            raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")

    def __iter__(self):
        return self

    def __next__(self):
        self._reset()
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._length or self._state == _IN_QUOTED:
                    if self.dialect.strict:
                        raise Error("unexpected end of data")
                    self._save()
                    break
                raise
            if not isinstance(line, str):
                kind = type(line).__name__
                raise Error(f"iterator should return strings, not {kind} (the file should be opened in text mode)")
            self.line_num += 1
            for c in line:
                self._take(c)
            self._take(None)
            if self._state == _START_RECORD:
                break
        fields = self._fields
        self._fields = []
        return fields


def reader(iterable, dialect=None, **fmtparams):
    return _Reader(iterable, _make_dialect(dialect, fmtparams))


# ---- writing


class _Writer:
    def __init__(self, file, dialect):
        write = getattr(file, "write", None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write
        self.dialect = dialect

    def _escaped(self, text, must_quote):
        """The field's text, and whether it is to be quoted."""
        dialect = self.dialect
        special = (dialect.delimiter, dialect.escapechar, dialect.quotechar)
        parts = []
        for c in text:
            if c in special or c in "\r\n" or c in dialect.lineterminator:
                if dialect.quoting == QUOTE_NONE:
                    wants_escape = True
                elif c == dialect.quotechar:
                    wants_escape = not dialect.doublequote
                    must_quote = must_quote or dialect.doublequote
                    if dialect.doublequote:
                        parts.append(c)
                elif c == dialect.escapechar:
                    wants_escape = True
                else:
                    wants_escape = False
                    must_quote = True
                if wants_escape:
                    if dialect.escapechar is None:
                        raise Error("need to escape, but no escapechar set")
                    parts.append(dialect.escapechar)
            parts.append(c)
        return "".join(parts), must_quote

    def _field(self, value, is_only):
        dialect = self.dialect
        quoting = dialect.quoting
        if value is None:
            text = ""
            must_quote = quoting in (QUOTE_ALL, QUOTE_NONNUMERIC)
        else:
            text = repr(value) if isinstance(value, float) and type(value) is float else str(value)
            is_number = isinstance(value, (int, float))
            must_quote = quoting in (QUOTE_ALL, QUOTE_NOTNULL) or quoting == QUOTE_NONNUMERIC and not is_number or \
                quoting == QUOTE_STRINGS and isinstance(value, str)
        if is_only and not text and not must_quote:
            if quoting == QUOTE_NONE or value is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error("single empty field record must be quoted")
            must_quote = True
        if dialect.delimiter == " " and dialect.skipinitialspace and not text and not must_quote:
            if quoting == QUOTE_NONE or value is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error("empty field must be quoted if delimiter is a space and skipinitialspace is true")
            must_quote = True
        text, must_quote = self._escaped(text, must_quote)
        return dialect.quotechar + text + dialect.quotechar if must_quote else text

    def writerow(self, row):
        try:
            fields = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        is_only = len(fields) == 1
        texts = [self._field(value, is_only) for value in fields]
        return self._write(self.dialect.delimiter.join(texts) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(fileobj, dialect=None, **fmtparams):
    return _Writer(fileobj, _make_dialect(dialect, fmtparams))
