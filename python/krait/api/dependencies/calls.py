"""What kind of callable somebody gave: function, coroutine function, generator, through partials and wrappers."""

import inspect
import sys
from functools import partial

if sys.version_info >= (3, 13):
    from inspect import iscoroutinefunction
else:
    from asyncio import iscoroutinefunction


def without_partial(call):
    while isinstance(call, partial):
        call = call.func
    return call


def unwrapped(call):
    return call if call is None else inspect.unwrap(without_partial(call))


def _is(test, call):
    """Does `test` hold for the callable, what it wraps, or the method that makes an object callable?"""
    if call is None:
        return False
    outer, inner = without_partial(call), unwrapped(call)
    if test(outer) or test(inner):
        return True
    if inspect.isclass(inner):
        return False
    for target in (outer, inner):
        method = getattr(target, "__call__", None)
        if method is not None and (test(without_partial(method)) or test(unwrapped(method))):
            return True
    return False


def is_coroutine_callable(call):
    return _is(lambda target: inspect.isroutine(target) and iscoroutinefunction(target), call)


def is_gen_callable(call):
    return _is(inspect.isgeneratorfunction, call)


def is_async_gen_callable(call):
    return _is(inspect.isasyncgenfunction, call)
