"""Tasks, and waiting for several at once."""

import _asyncio
from contextvars import copy_context

from . import events, futures, timeouts
from .exceptions import CancelledError
from .futures import Future
from .queues import Queue

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

current_task = events.current_task


def iscoroutine(value):
    return type(value).__name__ == "coroutine"


class Task(Future):
    """Runs a coroutine, from one wait to the next."""

    def __init__(self, coro, *, loop=None, name=None, context=None):
        super().__init__(loop=loop)
        if not iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        if name is None:
            events._running.task_count += 1
            name = f"Task-{events._running.task_count}"
        self._name = str(name)
        self._coro = coro
        self._fut_waiter = None
        self._must_cancel = False
        self._num_cancels_requested = 0
        self._context = copy_context() if context is None else context
        self._loop._tasks.append(self)
        self._loop.call_soon(self._step, context=self._context)

    def _repr_info(self):
        info = super()._repr_info()
        if self._state == "PENDING" and self._must_cancel:
            info[0] = "cancelling"
        info.insert(1, f"name={self._name!r}")
        info.insert(2, f"coro=<{self._coro.__qualname__}()>")
        return info

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        if self.done():
            return False
        self._num_cancels_requested += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._num_cancels_requested

    def uncancel(self):
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
            if self._num_cancels_requested == 0:
                self._must_cancel = False
        return self._num_cancels_requested

    def _finish(self, state, result, exception):
        self._state = state
        self._result = result
        self._exception = exception
        self._loop._tasks.remove(self)
        self._schedule()

    def _step(self, error=None, sent=None):
        if self.done():
            return
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        before = loop._current
        loop._current = self
        try:
            if error is None:
                given = self._coro.send(sent)
            else:
                given = self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                # It was cancelled in the turn in which it ended.
                self._must_cancel = False
                self._finish("CANCELLED", None, None)
            else:
                self._finish("FINISHED", stop.value, None)
        except CancelledError as cancelled:
            self._cancelled_exc = cancelled
            self._finish("CANCELLED", None, None)
        except (KeyboardInterrupt, SystemExit) as raised:
            self._finish("FINISHED", None, raised)
            raise
        except BaseException as raised:
            self._finish("FINISHED", None, raised)
        else:
            self._wait_for(given)
        finally:
            loop._current = before

    def _wait_for(self, given):
        if given is None:
            self._loop.call_soon(self._step, context=self._context)
        elif not isinstance(given, Future):
            if hasattr(given, "then"):
                self._wait_for_promise(given)
                return
            self._step_later(RuntimeError(f"Task got bad yield: {given!r}"))
        elif not given._asyncio_future_blocking:
            self._step_later(RuntimeError(
                f"yield was used instead of yield from in task {self!r} with {given!r}"))
        elif given is self:
            self._step_later(RuntimeError(f"Task cannot await on itself: {self!r}"))
        elif given._loop is not self._loop:
            self._step_later(RuntimeError(
                f"Task {self!r} got Future {given!r} attached to a different loop"))
        else:
            given._asyncio_future_blocking = False
            given.add_done_callback(self._wakeup, context=self._context)
            self._fut_waiter = given
            if self._must_cancel and given.cancel(msg=self._cancel_message):
                self._must_cancel = False

    # A promise of JavaScript's: the coroutine gets what it is resolved with.
    def _wait_for_promise(self, promise):
        future = Future(loop=self._loop)

        def resolved(value=None):
            if not future.done():
                future.set_result(value)

        def rejected(reason=None):
            if not future.done():
                future.set_exception(_asyncio.promise_error(reason))

        promise.then(resolved, rejected)
        future.add_done_callback(self._wakeup_with, context=self._context)
        self._fut_waiter = future
        if self._must_cancel and future.cancel(msg=self._cancel_message):
            self._must_cancel = False

    def _wakeup_with(self, future):
        try:
            result = future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step(None, result)

    def _step_later(self, error):
        self._loop.call_soon(self._step, error, context=self._context)

    def _wakeup(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()


def create_task(coro, *, name=None, context=None):
    return events.get_running_loop().create_task(coro, name=name, context=context)


def all_tasks(loop=None):
    if loop is None:
        loop = events.get_running_loop()
    return set(loop._tasks)


async def _wrap_awaitable(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    if isinstance(coro_or_future, Future):
        if loop is not None and loop is not coro_or_future._loop:
            raise ValueError("The future belongs to a different loop than the one specified as "
                             "the loop argument")
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not _is_awaitable(coro_or_future):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _wrap_awaitable(coro_or_future)
    if loop is None:
        loop = events.get_event_loop()
    return loop.create_task(coro_or_future)


def _is_awaitable(value):
    return hasattr(type(value), "__await__") or hasattr(value, "then")


class _Turn:
    def __await__(self):
        yield


def _set_result_unless_cancelled(future, result):
    if not future.cancelled():
        future.set_result(result)


async def sleep(delay, result=None):
    """Lets the others run, for that many seconds."""
    if delay <= 0:
        await _Turn()
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = events.get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, _set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        handle.cancel()


# ---- waiting


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Waits for tasks and futures: (done, pending)."""
    if isinstance(fs, Future) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = events.get_running_loop()
    waiter = loop.create_future()
    left = [len(fs)]
    handle = None
    if timeout is not None:
        handle = loop.call_later(timeout, _release_waiter, waiter)

    def on_completion(future):
        left[0] -= 1
        is_failed = (return_when == FIRST_EXCEPTION and not future.cancelled()
                     and future.exception() is not None)
        if left[0] <= 0 or return_when == FIRST_COMPLETED or is_failed:
            if handle is not None:
                handle.cancel()
            if not waiter.done():
                waiter.set_result(None)

    for future in fs:
        future.add_done_callback(on_completion)
    try:
        await waiter
    finally:
        if handle is not None:
            handle.cancel()
        for future in fs:
            future.remove_done_callback(on_completion)
    done = set()
    pending = set()
    for future in fs:
        if future.done():
            done.add(future)
        else:
            pending.add(future)
    return done, pending


def _release_waiter(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def _cancel_and_wait(future):
    loop = events.get_running_loop()
    waiter = loop.create_future()

    def done(_):
        _release_waiter(waiter)

    future.add_done_callback(done)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(done)


async def wait_for(fut, timeout):
    """The result, or TimeoutError and the task is cancelled."""
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    async with timeouts.timeout(timeout):
        return await fut


class _GatheringFuture(Future):
    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        is_cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                is_cancelled = True
        if is_cancelled:
            self._cancel_requested = True
        return is_cancelled


def _outcome(future):
    if future.cancelled():
        return CancelledError("" if future._cancel_message is None else future._cancel_message)
    error = future.exception()
    return future.result() if error is None else error


def gather(*coros_or_futures, return_exceptions=False):
    """A future of the list of all results."""
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    children = []
    different = []
    loop = None
    for argument in coros_or_futures:
        known = [i for i, other in enumerate(coros_or_futures[:len(children)])
                 if other is argument]
        if known:
            children.append(children[known[0]])
            continue
        future = ensure_future(argument, loop=loop)
        loop = future._loop
        children.append(future)
        different.append(future)
    outer = _GatheringFuture(children, loop=loop)
    left = [len(different)]

    def done(future):
        left[0] -= 1
        if outer.done():
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._make_cancelled_error())
                return
            error = future.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if left[0] == 0:
            if outer._cancel_requested:
                outer.set_exception(future._make_cancelled_error()
                                    if future.cancelled() else CancelledError())
            else:
                outer.set_result([_outcome(child) for child in children])

    for future in different:
        future.add_done_callback(done)
    return outer


def shield(arg):
    """Waits for it; cancelling the wait does not cancel it."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner._loop.create_future()

    def inner_done(inner):
        if outer.cancelled():
            return
        if inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


class _AsCompletedIterator:
    def __init__(self, awaitables, timeout):
        self._done = Queue()
        self._handle = None
        loop = events.get_event_loop()
        self._todo = []
        for awaitable in awaitables:
            future = ensure_future(awaitable, loop=loop)
            if future not in self._todo:
                self._todo.append(future)
        for future in self._todo:
            future.add_done_callback(self._on_completion)
        if self._todo and timeout is not None:
            self._handle = loop.call_later(timeout, self._on_timeout)
        self._left = len(self._todo)

    def _on_completion(self, future):
        if future not in self._todo:
            return
        self._todo.remove(future)
        self._done.put_nowait(future)
        if not self._todo and self._handle is not None:
            self._handle.cancel()

    def _on_timeout(self):
        for future in self._todo:
            future.remove_done_callback(self._on_completion)
            self._done.put_nowait(None)
        self._todo.clear()

    async def _wait_for_one(self, resolve=False):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future.result() if resolve else future

    def __iter__(self):
        return self

    def __next__(self):
        if self._left <= 0:
            raise StopIteration
        self._left -= 1
        return self._wait_for_one(True)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._left <= 0:
            raise StopAsyncIteration
        self._left -= 1
        return await self._wait_for_one()


def as_completed(fs, *, timeout=None):
    """Results in the order in which they come."""
    if isinstance(fs, Future) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    return _AsCompletedIterator(fs, timeout)
