"""What can be asked of functions, classes and modules while a compiled program runs."""

import sys
import types
from keyword import iskeyword
from typing import NamedTuple

CO_OPTIMIZED = 1
CO_NEWLOCALS = 2
CO_VARARGS = 4
CO_VARKEYWORDS = 8
CO_NESTED = 16
CO_GENERATOR = 32
CO_COROUTINE = 128
CO_ITERABLE_COROUTINE = 256
CO_ASYNC_GENERATOR = 512


# ---- kinds of objects


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def iscode(object):
    return isinstance(object, types.CodeType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return False


def ismethodwrapper(object):
    return type(object).__name__ == "method-wrapper"


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__get__") and not hasattr(tp, "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__set__") or hasattr(tp, "__delete__")


def isroutine(object):
    return (isbuiltin(object) or isfunction(object) or ismethod(object)
            or ismethoddescriptor(object))


def _has_flag(object, flag):
    while ismethod(object):
        object = object.__func__
    return isfunction(object) and bool(object.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isgenerator(object):
    return type(object).__name__ == "generator"


def iscoroutine(object):
    return type(object).__name__ == "coroutine"


def isasyncgen(object):
    return type(object).__name__ == "async_generator"


def isawaitable(object):
    return iscoroutine(object) or hasattr(type(object), "__await__")


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


# ---- texts and places


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = sys.maxsize
    for line in lines[1:]:
        content = len(line.lstrip(" "))
        if content:
            margin = min(margin, len(line) - content)
    if lines:
        lines[0] = lines[0].lstrip(" ")
    if margin < sys.maxsize:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _inherited_doc(object):
    if isclass(object):
        for base in object.__mro__:
            if base is not type(None).__mro__[-1] and base.__doc__ is not None:
                return base.__doc__
        return None
    if ismethod(object):
        name = object.__func__.__name__
        owner = object.__self__
        cls = owner if isclass(owner) else type(owner)
        for base in cls.__mro__:
            doc = getattr(base.__dict__.get(name), "__doc__", None)
            if doc is not None:
                return doc
    return None


def getdoc(object):
    try:
        doc = object.__doc__
    except AttributeError:
        doc = None
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    name = path.split("/")[-1]
    return name[:-3] if name.endswith(".py") else None


def getfile(object):
    if ismodule(object):
        file = getattr(object, "__file__", None)
        if file:
            return file
        raise TypeError(f"{object!r} is a built-in module")
    while ismethod(object):
        object = object.__func__
    if isfunction(object):
        return object.__code__.co_filename
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        raise TypeError(f"{object!r} is a built-in class")
    raise TypeError("module, class, method, function, traceback, frame, or code object was "
                    f"expected, got {type(object).__name__}")


getsourcefile = getfile


def getsource(object):
    raise OSError("could not get source code")


def getsourcelines(object):
    raise OSError("could not get source code")


def currentframe():
    """None, as in any Python without frames."""
    return None


def stack(context=1):
    raise NotImplementedError("frames of running functions")


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    seen = {id(func)}
    first = func
    while hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError("wrapper loop when unwrapping {!r}".format(first))
        seen.add(id(func))
    return func


def getmembers(object, predicate=None):
    names = set()
    classes = object.__mro__ if isclass(object) else type(object).__mro__
    for cls in classes:
        names.update(cls.__dict__)
    names.update(getattr(object, "__dict__", ()))
    found = []
    for name in sorted(names):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getattr_static(obj, attr, default=...):
    places = list(obj.__mro__) if isclass(obj) else [obj] + list(type(obj).__mro__)
    for place in places:
        own = getattr(place, "__dict__", None)
        if own is not None and attr in own:
            return own[attr]
    if default is ...:
        raise AttributeError(attr)
    return default


# ---- signatures


class _empty:
    """Marks what is not there."""


_KIND_NAMES = ("POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY",
               "VAR_KEYWORD")
_KIND_TEXTS = ("positional-only", "positional or keyword", "variadic positional", "keyword-only",
               "variadic keyword")


class _ParameterKind(int):
    @property
    def name(self):
        return _KIND_NAMES[int(self)]

    @property
    def description(self):
        return _KIND_TEXTS[int(self)]

    def __str__(self):
        return self.name

    def __repr__(self):
        return "<_ParameterKind.%s: %d>" % (self.name, int(self))


_POSITIONAL_ONLY = _ParameterKind(0)
_POSITIONAL_OR_KEYWORD = _ParameterKind(1)
_VAR_POSITIONAL = _ParameterKind(2)
_KEYWORD_ONLY = _ParameterKind(3)
_VAR_KEYWORD = _ParameterKind(4)


def formatannotation(annotation, base_module=None):
    if isinstance(annotation, type) and not hasattr(annotation, "__args__"):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    text = repr(annotation)
    return text.replace("typing.", "") if text.startswith("typing.") else text


class Parameter:
    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError("{} parameters cannot have default values".format(
                _KIND_TEXTS[int(kind)]))
        if not isinstance(name, str):
            raise TypeError("name must be a str, not a {}".format(type(name).__name__))
        if iskeyword(name) or not name.isidentifier():
            raise ValueError("{!r} is not a valid parameter name".format(name))
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def replace(self, *, name=..., kind=..., annotation=..., default=...):
        return type(self)(self.name if name is ... else name, self.kind if kind is ... else kind,
                          default=self.default if default is ... else default,
                          annotation=self.annotation if annotation is ... else annotation)

    def __str__(self):
        text = self.name
        if self.annotation is not _empty:
            text = "{}: {}".format(text, formatannotation(self.annotation))
        if self.default is not _empty:
            form = "{} = {}" if self.annotation is not _empty else "{}={}"
            text = form.format(text, repr(self.default))
        if self.kind == _VAR_POSITIONAL:
            return "*" + text
        if self.kind == _VAR_KEYWORD:
            return "**" + text
        return text

    def __repr__(self):
        return '<{} "{}">'.format(type(self).__name__, self)

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self.name == other.name and self.kind == other.kind
                and self.default == other.default and self.annotation == other.annotation)

    def __hash__(self):
        return hash((self.name, int(self.kind)))


class BoundArguments:
    def __init__(self, signature, arguments):
        self.arguments = arguments
        self.signature = signature

    @property
    def args(self):
        args = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        is_behind = False
        for name, parameter in self.signature.parameters.items():
            if not is_behind:
                if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                    is_behind = True
                else:
                    continue
            if name not in self.arguments:
                continue
            if parameter.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        arguments = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif parameter.default is not _empty:
                arguments[name] = parameter.default
            elif parameter.kind == _VAR_POSITIONAL:
                arguments[name] = ()
            elif parameter.kind == _VAR_KEYWORD:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        parts = ["{}={!r}".format(name, value) for name, value in self.arguments.items()]
        return "<{} ({})>".format(type(self).__name__, ", ".join(parts))


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = types.MappingProxyType(
            {parameter.name: parameter for parameter in parameters or ()})
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False):
        return signature(obj, follow_wrapped=follow_wrapped)

    def replace(self, *, parameters=..., return_annotation=...):
        return type(self)(
            self.parameters.values() if parameters is ... else parameters,
            return_annotation=(self.return_annotation if return_annotation is ...
                               else return_annotation))

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (list(self.parameters.values()) == list(other.parameters.values())
                and self.return_annotation == other.return_annotation)

    def _bind(self, args, kwargs, is_partial):
        arguments = {}
        rest = list(args)
        kwargs = dict(kwargs)
        for name, parameter in self.parameters.items():
            if parameter.kind == _VAR_POSITIONAL:
                if rest:
                    arguments[name] = tuple(rest)
                    rest = []
            elif parameter.kind == _VAR_KEYWORD:
                if kwargs:
                    arguments[name] = kwargs
                    kwargs = {}
            elif parameter.kind != _KEYWORD_ONLY and rest:
                if name in kwargs and parameter.kind != _POSITIONAL_ONLY:
                    raise TypeError("multiple values for argument {arg!r}".format(arg=name))
                arguments[name] = rest.pop(0)
            elif name in kwargs and parameter.kind != _POSITIONAL_ONLY:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not is_partial:
                kind = " keyword-only" if parameter.kind == _KEYWORD_ONLY else ""
                raise TypeError(f"missing a required{kind} argument: {name!r}")
        if rest:
            raise TypeError("too many positional arguments")
        if kwargs:
            raise TypeError("got an unexpected keyword argument {arg!r}".format(
                arg=next(iter(kwargs))))
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __str__(self):
        parts = []
        needs_slash = False
        needs_star = True
        for parameter in self.parameters.values():
            if parameter.kind == _POSITIONAL_ONLY:
                needs_slash = True
            elif needs_slash:
                parts.append("/")
                needs_slash = False
            if parameter.kind == _VAR_POSITIONAL:
                needs_star = False
            elif parameter.kind == _KEYWORD_ONLY and needs_star:
                parts.append("*")
                needs_star = False
            parts.append(str(parameter))
        if needs_slash:
            parts.append("/")
        text = "({})".format(", ".join(parts))
        if self.return_annotation is not _empty:
            text += " -> {}".format(formatannotation(self.return_annotation))
        return text

    def __repr__(self):
        return "<{} {}>".format(type(self).__name__, self)


def _of_function(func):
    code = func.__code__
    annotations = getattr(func, "__annotations__", {})
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    names = code.co_varnames
    count = code.co_argcount
    parameters = []
    for index in range(count):
        name = names[index]
        kind = _POSITIONAL_ONLY if index < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        place = index - (count - len(defaults))
        parameters.append(Parameter(name, kind,
                                    default=defaults[place] if place >= 0 else _empty,
                                    annotation=annotations.get(name, _empty)))
    behind = count + code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        name = names[behind]
        behind += 1
        parameters.append(Parameter(name, _VAR_POSITIONAL,
                                    annotation=annotations.get(name, _empty)))
    for name in names[count:count + code.co_kwonlyargcount]:
        parameters.append(Parameter(name, _KEYWORD_ONLY, default=kwdefaults.get(name, _empty),
                                    annotation=annotations.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        name = names[behind]
        parameters.append(Parameter(name, _VAR_KEYWORD,
                                    annotation=annotations.get(name, _empty)))
    return Signature(parameters, return_annotation=annotations.get("return", _empty))


def _without_first(found):
    parameters = list(found.parameters.values())
    if parameters and parameters[0].kind != _VAR_POSITIONAL:
        del parameters[0]
    return found.replace(parameters=parameters)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    if not callable(obj):
        raise TypeError("{!r} is not a callable object".format(obj))
    if ismethod(obj):
        return _without_first(signature(obj.__func__))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
    given = getattr(obj, "__signature__", None)
    if isinstance(given, Signature):
        return given
    if isfunction(obj):
        return _of_function(obj)
    if isclass(obj):
        for name in ("__new__", "__init__"):
            for base in obj.__mro__:
                method = base.__dict__.get(name)
                method = getattr(method, "__func__", method)
                if isfunction(method):
                    return _without_first(_of_function(method))
        return Signature()
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_of_function(call))
    raise ValueError("no signature found for {!r}".format(obj))


# ---- older forms, and states


class FullArgSpec(NamedTuple):
    args: list
    varargs: str | None
    varkw: str | None
    defaults: tuple | None
    kwonlyargs: list
    kwonlydefaults: dict | None
    annotations: dict


def getfullargspec(func):
    """The parameters of a function as lists of names."""
    try:
        # Unlike signature(), this shows the first parameter of methods.
        found = _of_function(func.__func__) if ismethod(func) else signature(func, follow_wrapped=False)
    except (TypeError, ValueError):
        raise TypeError("unsupported callable") from None
    args, kwonlyargs, defaults, kwdefaults = [], [], [], {}
    varargs = varkw = None
    has_return = found.return_annotation is not _empty
    annotations = {"return": found.return_annotation} if has_return else {}
    for parameter in found.parameters.values():
        kind, name = parameter.kind, parameter.name
        if kind == _VAR_POSITIONAL:
            varargs = name
        elif kind == _VAR_KEYWORD:
            varkw = name
        elif kind == _KEYWORD_ONLY:
            kwonlyargs.append(name)
            if parameter.default is not _empty:
                kwdefaults[name] = parameter.default
        else:
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    if isclass(func):
        args.insert(0, "self")
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonlyargs, kwdefaults or None,
                       annotations)


def getcallargs(func, /, *positional, **named):
    """What each parameter gets when the function is called so."""
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
        func = func.__func__
    bound = _of_function(func).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    if not (isclass(obj) or ismodule(obj) or callable(obj)):
        raise TypeError(f"{obj!r} does not have annotations")
    if isclass(obj):
        return dict(obj.__dict__.get("__annotations__", {}))
    return dict(getattr(obj, "__annotations__", None) or {})


GEN_CREATED, GEN_RUNNING = "GEN_CREATED", "GEN_RUNNING"
GEN_SUSPENDED, GEN_CLOSED = "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING = "CORO_CREATED", "CORO_RUNNING"
CORO_SUSPENDED, CORO_CLOSED = "CORO_SUSPENDED", "CORO_CLOSED"
AGEN_CREATED, AGEN_RUNNING = "AGEN_CREATED", "AGEN_RUNNING"
AGEN_SUSPENDED, AGEN_CLOSED = "AGEN_SUSPENDED", "AGEN_CLOSED"


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return False


def ispackage(object):
    return ismodule(object) and hasattr(object, "__path__")


def getmembers_static(object, predicate=None):
    found = [(name, getattr_static(object, name)) for name in dir(object)]
    return sorted([pair for pair in found if predicate is None or predicate(pair[1])],
                  key=lambda pair: pair[0])
