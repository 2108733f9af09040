"""Threads and context managers beside the event loop.

A `def` handler is called directly; what blocks says so (`blocking=True`), and comes here.
"""

import asyncio
import contextvars
import functools
import weakref
from contextlib import asynccontextmanager as asynccontextmanager


async def run_in_threadpool(func, *args, **kwargs):
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()
    call = functools.partial(_call_without_stop, func, args, kwargs)
    is_value, value = await loop.run_in_executor(None, context.run, call)
    _adopt_context(context)
    if not is_value:
        raise value
    return value


def _call_without_stop(func, args, kwargs):
    """A future cannot hold StopIteration: it travels as a value."""
    try:
        return True, func(*args, **kwargs)
    except StopIteration as stop:
        return False, stop


def _adopt_context(context):
    """What the call set in its context is set here too, as after a direct call."""
    for var, value in context.items():
        if var.get(_MISSING) is not value:
            var.set(value)


_MISSING = object()
_END = object()


async def iterate_in_threadpool(iterator):
    iterator = iter(iterator)
    while (item := await run_in_threadpool(next, iterator, _END)) is not _END:
        yield item


async def run_until_first_complete(*args):
    tasks = [asyncio.ensure_future(func(**kwargs)) for func, kwargs in args]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        task.result()


@asynccontextmanager
async def contextmanager_in_threadpool(cm):
    value = await run_in_threadpool(cm.__enter__)
    try:
        yield value
    except BaseException as error:
        if not await run_in_threadpool(cm.__exit__, type(error), error, error.__traceback__):
            raise
    else:
        await run_in_threadpool(cm.__exit__, None, None, None)


@asynccontextmanager
async def contextmanager_called_directly(cm):
    """A context manager of `def` kind where an asynchronous one is needed; without a thread."""
    value = cm.__enter__()
    try:
        yield value
    except BaseException as error:
        if not cm.__exit__(type(error), error, error.__traceback__):
            raise
    else:
        cm.__exit__(None, None, None)


class DependencyConcurrency:
    """How many calls of a dependency run at once, per event loop."""

    def __init__(self, max_concurrency):
        self.max_concurrency = max_concurrency
        self._semaphores = weakref.WeakKeyDictionary()

    def get_semaphore(self):
        loop = asyncio.get_running_loop()
        semaphore = self._semaphores.get(loop)
        if semaphore is None:
            semaphore = self._semaphores[loop] = asyncio.Semaphore(self.max_concurrency)
        return semaphore


@asynccontextmanager
async def limited_contextmanager(cm, semaphore):
    async with semaphore:
        async with cm as value:
            yield value
