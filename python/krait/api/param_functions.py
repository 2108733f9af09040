"""The functions that applications call: each makes a description of `krait.api.params`."""

from typing import Any

from krait.api import params


def _maker(kind):
    def make(*args: Any, **options: Any) -> Any:
        return kind(*args, **options)

    make.__name__ = make.__qualname__ = kind.__name__
    make.__doc__ = kind.__doc__
    make.__signature__ = kind.__signature__
    return make


Path = _maker(params.Path)
Query = _maker(params.Query)
Header = _maker(params.Header)
Cookie = _maker(params.Cookie)
Body = _maker(params.Body)
Form = _maker(params.Form)
File = _maker(params.File)


def Depends(dependency=None, *, use_cache: bool = True, scope=None, max_concurrency=None) -> Any:
    """The parameter is what `dependency` returns, called with parameters of its own."""
    return params.Depends(dependency=dependency, use_cache=use_cache, scope=scope, max_concurrency=max_concurrency)


def Security(dependency=None, *, scopes=None, use_cache: bool = True) -> Any:
    """A dependency that asks for scopes of OAuth2 and is told of in the schema."""
    return params.Security(dependency=dependency, scopes=scopes, use_cache=use_cache)
