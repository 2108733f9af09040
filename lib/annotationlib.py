"""Annotations of objects: PEP 749. Ours are values from the start, so every format but STRING gives them."""

import enum
from typing import ForwardRef

__all__ = ["Format", "ForwardRef", "annotations_to_string", "get_annotations", "type_repr"]


class Format(enum.IntEnum):
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


def type_repr(value):
    """A class by its name, with its module where that is not builtins; a text as it is; else repr()."""
    if isinstance(value, type):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, str):
        return value
    return "..." if value is ... else repr(value)


def annotations_to_string(annotations):
    return {name: type_repr(value) for name, value in annotations.items()}


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    if eval_str:
        raise NotImplementedError("krait: texts of annotations are not evaluated")
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    if isinstance(obj, type):
        found = obj.__dict__.get("__annotations__")
    else:
        found = getattr(obj, "__annotations__", None)
    if found is None:
        if not callable(obj) and not hasattr(obj, "__file__"):
            raise TypeError(f"{obj!r} does not have annotations")
        return {}
    return annotations_to_string(found) if format == Format.STRING else dict(found)
