"""Tasks on one thread: an event loop, locks, queues, timeouts."""

from .base_events import BaseEventLoop, new_event_loop
from .events import (AbstractEventLoop, Handle, TimerHandle, _get_running_loop, current_task,
                     get_event_loop, get_running_loop, set_event_loop)
from .exceptions import (BrokenBarrierError, CancelledError, InvalidStateError, QueueEmpty,
                         QueueFull, QueueShutDown, TimeoutError)
from .futures import Future, isfuture
from .locks import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
from .queues import LifoQueue, PriorityQueue, Queue
from .runners import Runner, run
from .taskgroups import TaskGroup
from .tasks import (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, all_tasks, as_completed,
                    create_task, ensure_future, gather, iscoroutine, shield, sleep, wait, wait_for)
from .timeouts import Timeout, timeout, timeout_at


def iscoroutinefunction(func):
    """Whether a call of it gives a coroutine."""
    return bool(getattr(getattr(func, "__code__", None), "co_flags", 0) & 0x80)


async def to_thread(func, /, *args, **kwargs):
    """Not here: there are no threads."""
    raise NotImplementedError("unsupported: asyncio.to_thread (there are no threads)")
