"""Which loop runs, and the callbacks it has to call."""

from contextvars import copy_context


class _Running:
    def __init__(self):
        self.loop = None
        self.set_loop = None
        self.task_count = 0


_running = _Running()


class AbstractEventLoop:
    """What every event loop is."""


class Handle:
    """A callback to be called."""

    def __init__(self, callback, args, loop, context=None):
        self._context = copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._cancelled = False

    def get_context(self):
        return self._context

    def cancel(self):
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({
                "message": f"Exception in callback {self._callback!r}",
                "exception": error,
                "handle": self,
            })


class TimerHandle(Handle):
    """A callback to be called at a time."""

    def __init__(self, when, order, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._order = order

    def when(self):
        return self._when


def _get_running_loop():
    return _running.loop


def get_running_loop():
    loop = _running.loop
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def get_event_loop():
    if _running.loop is not None:
        return _running.loop
    if _running.set_loop is None:
        raise RuntimeError("There is no current event loop in thread 'MainThread'.")
    return _running.set_loop


def set_event_loop(loop):
    _running.set_loop = loop


def current_task(loop=None):
    if loop is None:
        loop = get_running_loop()
    return loop._current
