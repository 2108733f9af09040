"""The event loop: callbacks that are ready run in order; when there are none, the loop sleeps until
the next timer, or until something comes in from outside."""

import _asyncio
import sys
import time

from . import events, tasks
from .futures import Future


class BaseEventLoop(events.AbstractEventLoop):
    """The loop."""

    def __init__(self):
        self._ready = []
        self._timers = []  # by time, the last one first
        self._timer_count = 0
        self._stopping = False
        self._is_running = False
        self._closed = False
        self._current = None
        self._tasks = []
        self._exception_handler = None
        self._task_factory = None
        self._debug = False

    def __repr__(self):
        return (f"<{type(self).__name__} running={self._is_running} closed={self._closed} "
                f"debug={self._debug}>")

    def time(self):
        return time.monotonic()

    def is_running(self):
        return self._is_running

    def is_closed(self):
        return self._closed

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def close(self):
        if self._is_running:
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        self._ready = []
        self._timers = []

    def stop(self):
        self._stopping = True

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    # ---- callbacks

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        return self.call_soon(callback, *args, context=context)

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        self._timer_count += 1
        handle = events.TimerHandle(when, self._timer_count, callback, args, self, context)
        timers = self._timers
        low = 0
        high = len(timers)
        while low < high:
            middle = (low + high) // 2
            if timers[middle]._when > when:
                low = middle + 1
            else:
                high = middle
        timers.insert(low, handle)
        return handle

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        if self._task_factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context)
        if context is None:
            task = self._task_factory(self, coro)
        else:
            task = self._task_factory(self, coro, context=context)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_in_executor(self, executor, func, *args):
        raise NotImplementedError("unsupported: run_in_executor (there are no threads)")

    # ---- errors nobody handles

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        message = context.get("message") or "Unhandled exception in event loop"
        lines = [message]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        print("\n".join(lines), file=sys.stderr)
        error = context.get("exception")
        if error is not None:
            sys.excepthook(type(error), error, error.__traceback__)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    # ---- running

    def _turn(self):
        timers = self._timers
        while timers and timers[-1]._cancelled:
            timers.pop()
        if not self._ready and not self._stopping:
            self._sleep()
        now = time.monotonic()
        while timers and timers[-1]._when <= now:
            handle = timers.pop()
            if not handle._cancelled:
                self._ready.append(handle)
        ready = self._ready
        self._ready = []
        for handle in ready:
            if not handle._cancelled:
                handle._run()

    def _sleep(self):
        if self._timers:
            delay = self._timers[-1]._when - time.monotonic()
            if delay > 0:
                _asyncio.wait(float(delay))
        elif not _asyncio.wait(None):
            raise RuntimeError("deadlock: every task waits, and nothing can wake one (promises "
                               "wake tasks only in a page whose browser has JSPI)")

    def run_forever(self):
        self._check_closed()
        if self._is_running:
            raise RuntimeError("This event loop is already running")
        if events._running.loop is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        self._is_running = True
        events._running.loop = self
        before = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(finalizer=self._finish_generator)
        _asyncio.set_starter(self._start)
        try:
            while True:
                self._turn()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._is_running = False
            events._running.loop = None
            _asyncio.set_starter(None)
            sys.set_asyncgen_hooks(finalizer=before[1])

    def _finish_generator(self, generator):
        if not self._closed:
            self.create_task(generator.aclose())

    # A coroutine that a callback gave to JavaScript.
    def _start(self, coro):
        self.create_task(coro).add_done_callback(self._report)

    def _report(self, task):
        if not task.cancelled() and task.exception() is not None:
            self.call_exception_handler({"message": "Task exception was never retrieved",
                                         "exception": task.exception(), "task": task})

    async def shutdown_asyncgens(self):
        """Those that nobody has any more are closed when they go."""

    async def shutdown_default_executor(self, timeout=None):
        """There is none."""

    def run_until_complete(self, future):
        self._check_closed()
        if self._is_running:
            raise RuntimeError("This event loop is already running")
        if events._running.loop is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        future = tasks.ensure_future(future, loop=self)

        def done(_):
            self.stop()

        future.add_done_callback(done)
        try:
            self.run_forever()
        finally:
            future.remove_done_callback(done)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()


def new_event_loop():
    return BaseEventLoop()
