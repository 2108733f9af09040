"""@krait.jit: a function of a CPython program, compiled by Krait when it is first called.

    import krait

    @krait.jit
    def collatz(n):
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        return steps

The function is compiled for the types of the arguments it is called with (int, float, bool and str; all others
are objects) and kept in the user's cache. Module variables that it reads are taken as constants: when one of them
changes, the function is compiled anew. Lists, dicts and other objects stay CPython's, and each operation on them
asks CPython: what works on numbers and strings gains most.

Where Krait cannot compile it, the function runs in CPython as it is, and a JitWarning says so once.
"""

import functools
import hashlib
import importlib.machinery
import importlib.util
import inspect
import os
import shutil
import subprocess
import tempfile
import threading
import types
import warnings

from krait._jit_source import Source, Unsuitable

__all__ = ["jit", "JitWarning"]

VARIANTS_MAX = 8
COMPILE_SECONDS_MAX = 300
_lock = threading.RLock()
_TYPE_NAMES = {int: "int", float: "float", bool: "bool", str: "str"}


class JitWarning(RuntimeWarning):
    """A function with @krait.jit runs in CPython."""


def find_krait():
    """The compiler: $KRAIT, the build this package belongs to, or `krait` on PATH. None: nowhere."""
    named = os.environ.get("KRAIT")
    if named:
        return named
    package = os.path.dirname(os.path.abspath(__file__))
    beside = os.path.join(os.path.dirname(os.path.dirname(package)), "krait")
    return beside if os.path.isfile(beside) and os.access(beside, os.X_OK) else shutil.which("krait")


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "krait", "jit")


def _identity(krait):
    """Changes with the compiler and its runtime."""
    parts = []
    for path in (krait, os.path.join(os.path.dirname(os.path.realpath(krait)), "lib", "libkrait_ext.a")):
        try:
            info = os.stat(path)
            parts.append(f"{info.st_size} {info.st_mtime_ns}")
        except OSError:
            parts.append("-")
    return " ".join(parts)


def _compile(source, type_names):
    """The compiled module's path. Raises Unsuitable."""
    krait = find_krait()
    if not krait:
        raise Unsuitable("there is no krait on PATH (or in $KRAIT)")
    key = "\0".join([source.text, source.name, source.file, ",".join(type_names), _identity(krait)])
    name = "jit_" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    path = os.path.join(cache_folder(), name + ".abi3.so")
    if os.path.exists(path):
        return name, path
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        text = os.path.join(folder, name + ".py")
        with open(text, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(source.text)
        made = os.path.join(folder, name + ".abi3.so")
        command = [krait, "build", "--target", "ext", text, "-o", made, "--source-name", source.file,
                   "--specialize", f"{source.name}({','.join(type_names)})"]
        try:
            result = subprocess.run(command, capture_output=True, text=True, timeout=COMPILE_SECONDS_MAX,
                                    stdin=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unsuitable(f"krait did not run: {error}") from None
        if result.returncode != 0:
            raise Unsuitable(result.stderr.strip() or f"krait ended with {result.returncode}")
        staged = f"{path}.{os.getpid()}"  # in place in one step: others may be doing the same
        shutil.move(made, staged)
        os.replace(staged, path)
    return name, path


def _load(name, path):
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


class Jit:
    """A function that compiles itself. `__wrapped__` is the one CPython would run."""

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self._variants = {}  # types of the arguments: compiled function, or the plain one
        self._guards = ()
        self._has_warned = False
        self._positions = list(inspect.signature(function).parameters)

    def __call__(self, *args, **kwargs):
        key = tuple(map(type, args)) if not kwargs else (tuple(map(type, args)), *kwargs)
        function = self._variants.get(key)
        if function is None or not self._holds():
            function = self._variant(key, args, kwargs)
        return function(*args, **kwargs)

    def __get__(self, instance, owner=None):
        return self if instance is None else types.MethodType(self, instance)

    def __repr__(self):
        return f"<krait.jit {self.__wrapped__!r}>"

    def _holds(self):
        for home, name, value in self._guards:
            if home.get(name) is not value:
                return False
        return True

    def _variant(self, key, args, kwargs):
        with _lock:
            if not self._holds():
                self._variants.clear()
                self._guards = ()
            if key in self._variants:
                return self._variants[key]
            is_general = bool(kwargs) or len(self._variants) >= VARIANTS_MAX
            names = ["object"] * len(self._positions)
            for i, arg in enumerate(args[: len(names)]):
                if not is_general:
                    names[i] = _TYPE_NAMES.get(type(arg), "object")
            try:
                function = self._compiled(names)
            except Unsuitable as reason:
                function = self._plain(reason)
            self._variants[key] = function
            return function

    def _compiled(self, type_names):
        function = self.__wrapped__
        if not isinstance(function, types.FunctionType):
            raise Unsuitable(f"it is a {type(function).__name__}, not a function")
        source = Source(function)
        name, path = _compile(source, type_names)
        try:
            made = getattr(_load(name, path), source.name)
        except ImportError as error:
            raise Unsuitable(str(error)) from None
        self._guards = tuple(source.guards)
        return made

    def _plain(self, reason):
        if not self._has_warned:
            self._has_warned = True
            warnings.warn(f"{self.__qualname__} runs in CPython: {reason}", JitWarning, stacklevel=4)
        return self.__wrapped__


def jit(function):
    """Compiles `function` with Krait when it is called; see the module's text. Use it as a decorator."""
    if isinstance(function, Jit):
        return function
    if not callable(function):
        raise TypeError(f"@krait.jit takes a function, not {type(function).__name__}")
    return Jit(function)
