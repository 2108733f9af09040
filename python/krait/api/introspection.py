"""Questions about annotations."""

import sys
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from typing import Annotated, Union, get_args, get_origin, is_typeddict

from krait.api.datastructures import UploadFile
from krait.api.foreign import is_class_of, pydantic_is_here
from krait.api.model import Model
from krait.api.types import UnionType

if pydantic_is_here:
    from pydantic import BaseModel

    MODELS = (BaseModel, Model)
else:
    MODELS = (Model,)

SEQUENCES = (list, set, frozenset, tuple, deque, Sequence)


def is_subclass(cls, kinds):
    """issubclass for whatever an annotation may be."""
    try:
        return isinstance(cls, type) and issubclass(cls, kinds)
    except TypeError:
        return False


def is_union(annotation):
    return get_origin(annotation) in (Union, UnionType)


def bare(annotation):
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _is_sequence_class(cls):
    return is_subclass(cls, SEQUENCES) and not is_subclass(cls, (str, bytes))


def is_sequence(annotation):
    annotation = bare(annotation)
    if is_union(annotation):
        return any(is_sequence(arg) for arg in get_args(annotation))
    return _is_sequence_class(annotation) or _is_sequence_class(get_origin(annotation))


def is_sequence_value(value):
    return isinstance(value, SEQUENCES) and not isinstance(value, (str, bytes))


def _is_complex_class(cls):
    return (is_subclass(cls, MODELS) or is_subclass(cls, Mapping) or is_class_of(cls, UploadFile)
            or _is_sequence_class(cls) or is_dataclass(cls) or is_typeddict(cls))


def is_scalar(annotation):
    if annotation is Ellipsis:
        return True
    annotation = bare(annotation)
    if is_union(annotation):
        return all(is_scalar(arg) for arg in get_args(annotation))
    origin = get_origin(annotation)
    return not (_is_complex_class(annotation) or _is_complex_class(origin)
                or hasattr(origin, "__pydantic_core_schema__") or hasattr(origin, "__get_pydantic_core_schema__"))


def is_scalar_sequence(annotation):
    annotation = bare(annotation)
    if is_union(annotation):
        found = False
        for arg in get_args(annotation):
            if is_scalar_sequence(arg):
                found = True
            elif not is_scalar(arg):
                return False
        return found
    return is_sequence(annotation) and all(is_scalar(arg) for arg in get_args(annotation))


def is_of(annotation, test):
    """Does the class, or one of a union's, pass the test?"""
    if is_union(annotation):
        return any(test(arg) for arg in get_args(annotation))
    return test(annotation)


def _is_sequence_of(annotation, test):
    if is_union(annotation):
        return any(_is_sequence_of(arg, test) for arg in get_args(annotation))
    return is_sequence(annotation) and all(is_of(arg, test) for arg in get_args(annotation))


def is_bytes(annotation):
    return is_of(annotation, lambda cls: is_subclass(cls, bytes))


def is_bytes_sequence(annotation):
    return _is_sequence_of(annotation, lambda cls: is_subclass(cls, bytes))


def is_upload(annotation):
    return is_of(annotation, lambda cls: is_class_of(cls, UploadFile))


def is_upload_sequence(annotation):
    return _is_sequence_of(annotation, lambda cls: is_class_of(cls, UploadFile))


def model_of(annotation):
    """The model in `Item` or `Item | None`; else None."""
    if is_union(annotation):
        args = get_args(annotation)
        if len(args) == 2 and type(None) in args:
            annotation = args[args[0] is type(None)]
    return annotation if is_subclass(annotation, MODELS) else None


def _v1():
    return sys.modules.get("pydantic.v1")


def is_pydantic_v1_instance(obj):
    return _v1() is not None and isinstance(obj, _v1().BaseModel)


def is_pydantic_v1(annotation):
    if _v1() is None:
        return False
    if is_subclass(annotation, _v1().BaseModel):
        return True
    if is_union(annotation):
        return any(is_subclass(arg, _v1().BaseModel) for arg in get_args(annotation))
    return is_sequence(annotation) and any(is_pydantic_v1(arg) for arg in get_args(annotation))
