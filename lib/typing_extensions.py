"""What the package of this name adds to older Pythons: ours is of 3.14, so nearly all of it is typing's own.

The installed package builds on the insides of CPython's typing; this one comes before it.
"""

import typing
from annotationlib import Format, get_annotations, type_repr
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Buffer, Coroutine
from types import get_original_bases
from typing import *
from typing import (
    AbstractSet, AnyStr, AsyncContextManager, AsyncGenerator, BinaryIO, ChainMap, ContextManager, Counter,
    DefaultDict, Deque, ForwardRef, IO, Match, OrderedDict, Pattern, TextIO, Text, Type,
)
from warnings import deprecated

_Read = TypeVar("_Read", covariant=True)
_Written = TypeVar("_Written", contravariant=True)
runtime = typing.runtime_checkable
IntVar = TypeVar


class Doc:
    """The documentation of what Annotated[...] describes: PEP 727."""

    def __init__(self, documentation, /):
        self.documentation = documentation

    def __repr__(self):
        return f"Doc({self.documentation!r})"

    def __hash__(self):
        return hash(self.documentation)

    def __eq__(self, other):
        return self.documentation == other.documentation if isinstance(other, Doc) else NotImplemented


class Sentinel:
    """A value that stands for itself: PEP 661."""

    def __init__(self, name, repr=None):
        self._name = name
        self._repr = repr if repr is not None else f"<{name}>"

    def __repr__(self):
        return self._repr

    def __reduce__(self):
        raise TypeError(f"Cannot pickle {type(self).__name__!r} object")


sentinel = Sentinel


class _NoExtraItems:
    def __repr__(self):
        return "typing_extensions.NoExtraItems"


NoExtraItems = _NoExtraItems()


def disjoint_base(cls):
    cls.__disjoint_base__ = True
    return cls


@runtime_checkable
class Reader(Protocol[_Read]):
    """What can be read from: PEP 749's io.Reader."""

    def read(self, size=..., /): ...


@runtime_checkable
class Writer(Protocol[_Written]):
    def write(self, data, /): ...
