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
