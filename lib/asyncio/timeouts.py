"""Time limits for a part of a task."""

from . import events
from .exceptions import CancelledError

_CREATED = "created"
_ENTERED = "active"
_EXPIRING = "expiring"
_EXPIRED = "expired"
_EXITED = "finished"


class Timeout:
    """Cancels the block when its time comes, and raises TimeoutError then."""

    def __init__(self, when):
        self._state = _CREATED
        self._handler = None
        self._task = None
        self._when = when
        self._cancelling = 0

    def when(self):
        return self._when

    def reschedule(self, when):
        if self._state != _ENTERED:
            if self._state == _CREATED:
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._handler is not None:
            self._handler.cancel()
            self._handler = None
        if when is not None:
            loop = events.get_running_loop()
            if when <= loop.time():
                self._handler = loop.call_soon(self._on_timeout)
            else:
                self._handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        return self._state == _EXPIRING or self._state == _EXPIRED

    def __repr__(self):
        info = self._state
        if self._state == _ENTERED:
            info += f" when={None if self._when is None else round(self._when, 3)}"
        return f"<Timeout [{self._state}]{info[len(self._state):]}>"

    async def __aenter__(self):
        if self._state != _CREATED:
            raise RuntimeError("Timeout has already been entered")
        task = events.current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = _ENTERED
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_value, traceback):
        if self._handler is not None:
            self._handler.cancel()
            self._handler = None
        if self._state == _EXPIRING:
            self._state = _EXPIRED
            # Only what this timeout cancelled becomes TimeoutError.
            if self._task.uncancel() <= self._cancelling and exc_type is not None:
                if issubclass(exc_type, CancelledError):
                    raise TimeoutError from exc_value
                _mark_inside(exc_value)
        elif self._state == _ENTERED:
            self._state = _EXITED
        return None

    def _on_timeout(self):
        self._task.cancel()
        self._state = _EXPIRING
        self._handler = None


# An exception raised while the cancellation was handled: its context says TimeoutError.
def _mark_inside(value):
    while value.__context__ is not None:
        if isinstance(value.__context__, CancelledError):
            error = TimeoutError()
            error.__context__ = error.__cause__ = value.__context__
            value.__context__ = error
            return
        value = value.__context__


def timeout(delay):
    if delay is None:
        return Timeout(None)
    return Timeout(events.get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)
