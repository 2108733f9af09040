"""A dependency with what it needs: parameters by source, and dependencies of its own."""

from dataclasses import dataclass, field
from typing import Any

from krait.api.dependencies.calls import is_async_gen_callable, is_coroutine_callable, is_gen_callable, unwrapped
from krait.api.security.base import SecurityBase


@dataclass(slots=True, eq=False)
class Dependant:
    path_params: list = field(default_factory=list)
    query_params: list = field(default_factory=list)
    header_params: list = field(default_factory=list)
    cookie_params: list = field(default_factory=list)
    body_params: list = field(default_factory=list)
    dependencies: "list[Dependant]" = field(default_factory=list)
    name: "str | None" = None
    call: Any = None
    request_param_name: "str | None" = None
    websocket_param_name: "str | None" = None
    http_connection_param_name: "str | None" = None
    response_param_name: "str | None" = None
    background_tasks_param_name: "str | None" = None
    security_scopes_param_name: "str | None" = None
    own_oauth_scopes: "list[str] | None" = None
    parent_oauth_scopes: "list[str] | None" = None
    use_cache: bool = True
    path: "str | None" = None
    scope: "str | None" = None
    concurrency: Any = None
    # The class that an annotation asked for, where it is not ours.
    request_kind: Any = None
    response_kind: Any = None
    # Known once and kept: what kind of callable this is, and under what results are cached.
    is_coroutine: bool = field(init=False, default=False)
    is_gen: bool = field(init=False, default=False)
    is_async_gen: bool = field(init=False, default=False)
    _cache_key: Any = field(init=False, default=None)

    def __post_init__(self):
        self.is_gen = is_gen_callable(self.call)
        self.is_async_gen = is_async_gen_callable(self.call)
        self.is_coroutine = not (self.is_gen or self.is_async_gen) and is_coroutine_callable(self.call)

    @property
    def oauth_scopes(self):
        scopes = list(self.parent_oauth_scopes or [])
        scopes += [scope for scope in self.own_oauth_scopes or [] if scope not in scopes]
        return scopes

    @property
    def computed_scope(self):
        return self.scope or ("request" if self.is_gen or self.is_async_gen else None)

    @property
    def security_scheme(self):
        inner = unwrapped(self.call)
        return inner if isinstance(inner, SecurityBase) else None

    @property
    def uses_scopes(self):
        return bool(self.own_oauth_scopes) or self.security_scopes_param_name is not None \
            or self.security_scheme is not None or any(sub.uses_scopes for sub in self.dependencies)

    @property
    def cache_key(self):
        if self._cache_key is None:
            scopes = tuple(sorted(set(self.oauth_scopes))) if self.uses_scopes else ()
            self._cache_key = (self.call, scopes, self.computed_scope or "")
        return self._cache_key
