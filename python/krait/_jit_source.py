"""What of a module @krait.jit compiles: a function, the functions it calls, the constants it reads.

The text has everything at its own line and column, so that tracebacks and carets stand where they would.
"""

import ast
import inspect
import linecache
import types

CONSTANT_TYPES = (int, float, bool, str, bytes, type(None))


class Unsuitable(Exception):
    """The function cannot be compiled; the text says why."""


def is_constant(value):
    if type(value) is tuple:
        return all(map(is_constant, value))
    return type(value) in CONSTANT_TYPES


class Source:
    """The text to compile, and what has to stay as it was for the result to be right.

    `guards`: (dict, name, value): names that were taken as constants, where they live.
    """

    def __init__(self, function):
        self.file = inspect.getsourcefile(function)
        self.globals = function.__globals__
        self.guards = []
        self.name = function.__name__
        self._lines = linecache.getlines(self.file or "", self.globals)
        if not self._lines:
            raise Unsuitable("its source is not at hand")
        self._tree = ast.parse("".join(self._lines))
        self._kept = {}  # line number: text
        self._ends = []  # what goes behind: constants and imports
        self._known = {}  # name: value
        self._add_function(function)
        last = max(self._kept)
        lines = [self._kept.get(number, "") for number in range(1, last + 1)]
        self.text = "\n".join(line.rstrip("\n") for line in lines + self._ends) + "\n"

    # ---- functions

    def _find(self, function):
        line = function.__code__.co_firstlineno
        for node in ast.walk(self._tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
                if node.name == function.__code__.co_name and first <= line <= node.lineno:
                    return node
        raise Unsuitable(f"no def of {function.__name__} at line {line} of {self.file}")

    def _add_function(self, function):
        node = self._find(function)
        for inner in ast.walk(node):
            if isinstance(inner, (ast.Global, ast.Nonlocal)):
                raise Unsuitable(f"line {inner.lineno} stores a variable that others see")
        for number in range(node.lineno, node.end_lineno + 1):
            self._kept[number] = self._lines[number - 1]
        if node.col_offset > 0:  # its columns stay: a block around it
            if self._kept.get(node.lineno - 1, "if True:") != "if True:":
                raise Unsuitable("two functions stand too close together")
            self._kept[node.lineno - 1] = "if True:"
        for name, value, home in self._names(function, node):
            self._add_name(name, value, home)

    def _names(self, function, node):
        """(name, value, the dict where it lives or None) of each name that comes from outside."""
        code = function.__code__
        cells = dict(zip(code.co_freevars, function.__closure__ or ()))
        wanted = set()
        for part in _parts(node):
            wanted |= {n.id for n in ast.walk(part) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        wanted &= _global_names(code) | _names_of_defaults(node)
        for name in sorted(wanted | set(code.co_freevars)):
            if name in cells:
                try:
                    yield name, cells[name].cell_contents, None
                except ValueError:
                    raise Unsuitable(f"{name!r} has no value yet") from None
            elif name in self.globals:
                yield name, self.globals[name], self.globals

    # ---- what they use

    def _add_name(self, name, value, home):
        if name in self._known:
            if self._known[name] is not value:
                raise Unsuitable(f"{name!r} means two things")
            return
        self._known[name] = value
        if home is not None:
            self.guards.append((home, name, value))
        inner = getattr(value, "__wrapped__", value)
        if isinstance(value, types.ModuleType):
            self._ends.append(f"import {value.__name__} as {name}")
        elif is_constant(value):
            self._ends.append(f"{name} = {_text(value)}")
        elif isinstance(value, types.BuiltinFunctionType) and value.__module__ in ("math", "time", "random"):
            self._ends.append(f"from {value.__module__} import {value.__name__} as {name}")
        elif isinstance(inner, types.FunctionType) and inner.__globals__ is self.globals:
            is_own = inner is value or type(value).__module__ == "krait._jit"
            if not is_own:
                raise Unsuitable(f"{name!r} is decorated")
            if inner.__name__ != name:
                self._ends.append(f"{name} = {inner.__name__}")
            self._add_function(inner)
        else:
            raise Unsuitable(f"it uses {name!r}, a {type(value).__name__}")


def _parts(node):
    """What of a def is compiled: annotations and the outermost decorators are not."""
    for inner in ast.walk(node):
        for name in ("annotation", "returns"):
            if getattr(inner, name, None) is not None:
                setattr(inner, name, None)
    yield node.args
    yield from node.body


def _global_names(code):
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _global_names(constant)
    return names


def _names_of_defaults(node):
    defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
    return {n.id for default in defaults for n in ast.walk(default) if isinstance(n, ast.Name)}


def _text(value):
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return f"float({str(value)!r})"
    if type(value) is tuple:
        return "(" + "".join(_text(item) + "," for item in value) + ")"
    return repr(value)
