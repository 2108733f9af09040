"""Warnings: filters in their order, the first that fits decides."""

import sys

filters = []
_shown = {}
_default_filters = [
    ("default", DeprecationWarning, "__main__"),
    ("ignore", DeprecationWarning, None),
    ("ignore", PendingDeprecationWarning, None),
    ("ignore", ImportWarning, None),
    ("ignore", ResourceWarning, None),
]


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self.category.__name__!r}, "
                f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    return f"{filename}:{lineno}: {category.__name__}: {message}\n"


def showwarning(message, category, filename, lineno, file=None, line=None):
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


_recorders = []
_shower = [None]


def _check_action(action):
    if action not in ("error", "ignore", "always", "all", "default", "module", "once"):
        raise ValueError(f"invalid action: {action!r}")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _check_action(action)
    entry = (action, category, message)
    if append:
        filters.append(entry)
    else:
        filters.insert(0, entry)


def simplefilter(action, category=Warning, lineno=0, append=False):
    filterwarnings(action, "", category, "", lineno, append)


def resetwarnings():
    filters.clear()
    _default_filters.clear()


def _action(text, category):
    for action, kind, message in filters:
        if issubclass(category, kind):
            if not message:
                return action
            import re

            if re.match(message, text, re.IGNORECASE):
                return action
    for action, kind, module in _default_filters:
        if module is None and issubclass(category, kind):
            return action
    return "default"


def _report(message, category, filename, lineno, source):
    if _recorders:
        _recorders[-1].append(WarningMessage(message, category, filename, lineno, None, None, source))
    else:
        showwarning(message, category, filename, lineno)


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass, not "
                        f"'{type(category).__name__}'")
    warn_explicit(message, category, sys.argv[0] if sys.argv else "sys", 1, source=source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    if isinstance(message, Warning):
        text = str(message)
        category = type(message)
    else:
        text = message
        message = category(message)
    action = _action(text, category)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "default" or action == "module" or action == "once":
        key = (text, category)
        if key in _shown:
            return
        _shown[key] = True
    _report(message, category, filename, lineno, source)


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._action = action
        self._category = category
        self._append = append

    def __enter__(self):
        self._filters = list(filters)
        self._shown = dict(_shown)
        _shown.clear()
        if self._action is not None:
            simplefilter(self._action, self._category, append=self._append)
        if not self._record:
            return None
        _recorders.append([])
        return _recorders[-1]

    def __exit__(self, kind, error, traceback):
        filters[:] = self._filters
        _shown.clear()
        _shown.update(self._shown)
        if self._record:
            _recorders.pop()


class deprecated:
    """Marks a class or a function as something that is better not used any more (PEP 702)."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', not "
                            f"{type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            return _deprecate_class(arg, message, category, stacklevel + 1)
        if not callable(arg):
            raise TypeError("@deprecated decorator with non-None category must be applied to a class or "
                            f"callable, not {arg!r}")
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


def _deprecate_class(arg, message, category, stacklevel):
    original = arg.__init__
    has_own = "__init__" in arg.__dict__

    def __init__(self, /, *args, **kwargs):
        if type(self) is arg:
            warn(message, category, stacklevel=stacklevel)
        if has_own:
            original(self, *args, **kwargs)
        elif args or kwargs:
            raise TypeError(f"{arg.__name__}() takes no arguments")

    arg.__init__ = __init__
    arg.__deprecated__ = message
    return arg
