"""SyntaxError as programs use it: raised by themselves, subclassed, shown."""
import traceback


def show(error):
    print(repr(error), "|", error, "|", error.msg, error.filename, error.lineno, error.offset, error.text,
          error.end_lineno, error.end_offset)


show(SyntaxError())
show(SyntaxError("bad thing"))
show(SyntaxError("bad", ("/srv/app/f.cfg", 3, 5, "x = (")))
show(SyntaxError("bad", ("f.cfg", 3, 5, "x = (", 3, 6)))
show(SyntaxError("bad", (None, 7, 1, None)))


class ConfigError(SyntaxError):
    def __init__(self, message, key):
        super().__init__(message)
        self.key = key


class Parser:
    def __init__(self, name, text):
        self.name, self.lines = name, text.splitlines()

    def __iter__(self):
        for number, line in enumerate(self.lines, 1):
            key, equals, value = line.partition("=")
            if not equals:
                raise ConfigError(f"no value for {key!r}", key.strip())
            if not value.strip():
                error = ConfigError("empty value", key.strip())
                error.filename, error.lineno, error.offset, error.text = self.name, number, len(key) + 2, line
                raise error
            yield key.strip(), value.strip()


for text in ["a = 1\nb = 2", "a = 1\nb =", "a\nb = 3", ""]:
    try:
        print(dict(Parser("conf/settings.ini", text)))
    except SyntaxError as error:
        show(error)
        print(error.key, isinstance(error, ConfigError), error.args)

error = SyntaxError("first")
error.msg = "changed"
error.lineno = 12
print(error, error.args)
error.filename = "dir/x.py"
print(error)
error.lineno = None
print(error)
for kind in (IndentationError, TabError):
    error = kind("unindent", ("m.py", 2, 3, "  x\n"))
    print(error, issubclass(kind, SyntaxError), kind.__mro__[1].__name__, error.text.strip())
try:
    try:
        raise SyntaxError("inner")
    except SyntaxError as error:
        raise ValueError("outer") from error
except ValueError as error:
    print(error.__cause__.msg, traceback.format_exception_only(error)[-1], end="")
