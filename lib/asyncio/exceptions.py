"""The exceptions of asyncio."""


class CancelledError(BaseException):
    """The task or future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Exception):
    """Not possible in this state of a task or future."""


class BrokenBarrierError(RuntimeError):
    """The barrier is broken."""


class QueueEmpty(Exception):
    """get_nowait() of a queue with nothing in it."""


class QueueFull(Exception):
    """put_nowait() into a queue with no place."""


class QueueShutDown(Exception):
    """The queue takes, or gives, nothing any more."""
