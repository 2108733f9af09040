"""Types that annotations of applications use."""

import types
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypedDict, TypeVar, Union

from krait.api.foreign import optional

DecoratedCallable = TypeVar("DecoratedCallable", bound=Callable[..., Any])
UnionType = getattr(types, "UnionType", Union)
IncEx = optional("pydantic.main", "IncEx") or Any
ModelNameMap = dict[Any, str]
DependencyCacheKey = tuple

AppType = TypeVar("AppType")
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]
StatelessLifespan = Callable[[Any], Any]
StatefulLifespan = Callable[[Any], Mapping[str, Any]]
Lifespan = Union[StatelessLifespan, StatefulLifespan]


class FormLimits(TypedDict, total=False):
    max_fields: int
    max_files: int
    max_part_size: int
