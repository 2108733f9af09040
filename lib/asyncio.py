# asyncio: an event loop on one thread. Ready callbacks run in order; when there are none, the loop
# sleeps until the next timer.
import sys
import time

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


class CancelledError(BaseException):
    pass


class InvalidStateError(Exception):
    pass


class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass


class QueueShutDown(Exception):
    pass


class BrokenBarrierError(RuntimeError):
    pass


TimeoutError = TimeoutError


# ---- the loop


class Handle:
    def __init__(self, callback, args):
        self._callback = callback
        self._args = args
        self._cancelled = False
        self._when = 0.0
        self._order = 0

    def cancel(self):
        self._cancelled = True

    def cancelled(self):
        return self._cancelled

    def when(self):
        return self._when

    def _run(self):
        self._callback(*self._args)


class EventLoop:
    def __init__(self):
        self._ready = []
        self._timers = []  # by time, the last one first
        self._order = 0
        self._stopping = False
        self._running = False
        self._closed = False
        self._current = None
        self._tasks = []

    def time(self):
        return time.monotonic()

    def is_running(self):
        return self._running

    def is_closed(self):
        return self._closed

    def close(self):
        self._closed = True

    def stop(self):
        self._stopping = True

    def call_soon(self, callback, *args, context=None):
        if self._closed:
            raise RuntimeError("Event loop is closed")
        handle = Handle(callback, args)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        return self.call_soon(callback, *args)

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.time() + delay, callback, *args)

    def call_at(self, when, callback, *args, context=None):
        handle = Handle(callback, args)
        handle._when = when
        self._order += 1
        handle._order = self._order
        low = 0
        high = len(self._timers)
        while low < high:
            middle = (low + high) // 2
            if self._timers[middle]._when > when:
                low = middle + 1
            else:
                high = middle
        self._timers.insert(low, handle)
        return handle

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        return Task(coro, loop=self, name=name)

    def run_in_executor(self, executor, func, *args):
        future = Future(loop=self)

        def work():
            if future.cancelled():
                return
            try:
                result = func(*args)
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self.call_soon(work)
        return future

    def call_exception_handler(self, context):
        print(context["message"], file=sys.stderr)

    def _turn(self):
        timers = self._timers
        while timers and timers[-1]._cancelled:
            timers.pop()
        if not self._ready and timers and not self._stopping:
            delay = timers[-1]._when - time.monotonic()
            if delay > 0:
                time.sleep(delay)
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

    def run_forever(self):
        if self._running:
            raise RuntimeError("This event loop is already running")
        if _state.loop is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        self._running = True
        _state.loop = self
        try:
            while True:
                self._turn()
                if self._stopping:
                    break
                if not self._ready and not self._timers:
                    raise RuntimeError("deadlock: every task waits, and nothing can wake one")
        finally:
            self._stopping = False
            self._running = False
            _state.loop = None

    def run_until_complete(self, future):
        future = ensure_future(future, loop=self)

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


class _State:
    def __init__(self):
        self.loop = None
        self.task_count = 0


_state = _State()


def new_event_loop():
    return EventLoop()


def get_running_loop():
    if _state.loop is None:
        raise RuntimeError("no running event loop")
    return _state.loop


def get_event_loop():
    return get_running_loop()


# ---- futures


class Future:
    def __init__(self, *, loop=None):
        self._loop = get_running_loop() if loop is None else loop
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []
        self._cancel_message = None
        self._asyncio_future_blocking = False

    def get_loop(self):
        return self._loop

    def done(self):
        return self._state != "PENDING"

    def cancelled(self):
        return self._state == "CANCELLED"

    def _make_cancelled_error(self):
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def cancel(self, msg=None):
        if self._state != "PENDING":
            return False
        self._state = "CANCELLED"
        self._cancel_message = msg
        self._schedule()
        return True

    def result(self):
        if self._state == "CANCELLED":
            raise self._make_cancelled_error()
        if self._state != "FINISHED":
            raise InvalidStateError("Result is not ready.")
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if self._state == "CANCELLED":
            raise self._make_cancelled_error()
        if self._state != "FINISHED":
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def set_result(self, result):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = "FINISHED"
        self._schedule()

    def set_exception(self, exception):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            raise TypeError("StopIteration interacts badly with generators "
                            "and cannot be raised into a Future")
        self._exception = exception
        self._state = "FINISHED"
        self._schedule()

    def add_done_callback(self, callback, *, context=None):
        if self._state != "PENDING":
            self._loop.call_soon(callback, self)
        else:
            self._callbacks.append(callback)

    def remove_done_callback(self, callback):
        kept = [c for c in self._callbacks if c != callback]
        removed = len(self._callbacks) - len(kept)
        self._callbacks = kept
        return removed

    def _schedule(self):
        callbacks = self._callbacks
        self._callbacks = []
        for callback in callbacks:
            self._loop.call_soon(callback, self)

    def __await__(self):
        if self._state == "PENDING":
            self._asyncio_future_blocking = True
            yield self
        if self._state == "PENDING":
            raise RuntimeError("await wasn't used with future")
        return self.result()


class Task(Future):
    def __init__(self, coro, *, loop=None, name=None, context=None):
        super().__init__(loop=loop)
        if not iscoroutine(coro):
            raise TypeError("a coroutine was expected, got " + repr(coro))
        if name is None:
            _state.task_count += 1
            name = "Task-" + str(_state.task_count)
        self._name = str(name)
        self._coro = coro
        self._waiter = None
        self._must_cancel = False
        self._cancels = 0
        self._loop._tasks.append(self)
        self._loop.call_soon(self._step)

    def get_name(self):
        return self._name

    def set_name(self, name):
        self._name = str(name)

    def get_coro(self):
        return self._coro

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancelling(self):
        return self._cancels

    def uncancel(self):
        if self._cancels > 0:
            self._cancels -= 1
            if self._cancels == 0:
                self._must_cancel = False
        return self._cancels

    def cancel(self, msg=None):
        if self.done():
            return False
        self._cancels += 1
        if self._waiter is not None and self._waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def _finish(self, state, result, exception):
        self._state = state
        self._result = result
        self._exception = exception
        self._loop._tasks.remove(self)
        self._schedule()

    def _step(self, exception=None):
        if self.done():
            return
        if self._must_cancel:
            if not isinstance(exception, CancelledError):
                exception = self._make_cancelled_error()
            self._must_cancel = False
        self._waiter = None
        before = self._loop._current
        self._loop._current = self
        try:
            if exception is None:
                given = self._coro.send(None)
            else:
                given = self._coro.throw(exception)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._finish("CANCELLED", None, None)
            else:
                self._finish("FINISHED", stop.value, None)
        except CancelledError as error:
            self._finish("CANCELLED", None, None)
        except (KeyboardInterrupt, SystemExit) as error:
            self._finish("FINISHED", None, error)
            raise
        except BaseException as error:
            self._finish("FINISHED", None, error)
        else:
            self._wait_for(given)
        finally:
            self._loop._current = before

    def _wait_for(self, given):
        if given is None:
            self._loop.call_soon(self._step)
            return
        if not isinstance(given, Future):
            self._loop.call_soon(self._step,
                                 RuntimeError("Task got bad yield: " + repr(given)))
            return
        if not given._asyncio_future_blocking:
            self._loop.call_soon(self._step, RuntimeError(
                "yield was used instead of yield from in task " + repr(self._name)))
            return
        given._asyncio_future_blocking = False
        given.add_done_callback(self._wake)
        self._waiter = given
        if self._must_cancel and given.cancel(msg=self._cancel_message):
            self._must_cancel = False

    def _wake(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()


def iscoroutine(value):
    return type(value).__name__ == "coroutine"


def isfuture(value):
    return isinstance(value, Future)


async def _await(value):
    return await value


def ensure_future(value, *, loop=None):
    if isinstance(value, Future):
        return value
    if loop is None:
        loop = get_running_loop()
    if not iscoroutine(value):
        if not hasattr(value, "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        value = _await(value)
    return Task(value, loop=loop)


def create_task(coro, *, name=None, context=None):
    return Task(coro, loop=get_running_loop(), name=name)


def current_task(loop=None):
    return get_running_loop()._current


def all_tasks(loop=None):
    return set((get_running_loop() if loop is None else loop)._tasks)


class _Turn:
    def __await__(self):
        yield


def _set_unless_done(future, result):
    if not future.done():
        future.set_result(result)


async def sleep(delay, result=None):
    if delay <= 0:
        await _Turn()
        return result
    loop = get_running_loop()
    future = Future(loop=loop)
    handle = loop.call_later(delay, _set_unless_done, future, result)
    try:
        return await future
    finally:
        handle.cancel()


# ---- running


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._loop = None

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, kind, value, traceback):
        self.close()

    def get_loop(self):
        if self._loop is None:
            self._loop = EventLoop()
        return self._loop

    def run(self, coro, *, context=None):
        if not iscoroutine(coro):
            raise TypeError("a coroutine was expected, got " + repr(coro))
        if _state.loop is not None:
            coro.close()
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        loop = self.get_loop()
        return loop.run_until_complete(Task(coro, loop=loop))

    def close(self):
        loop = self._loop
        if loop is None:
            return
        tasks = list(loop._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            loop.run_until_complete(_all_done(tasks))
        loop.close()
        self._loop = None


async def _all_done(tasks):
    for task in tasks:
        try:
            await task
        except BaseException:
            pass


def run(main, *, debug=None, loop_factory=None):
    if _state.loop is not None:
        main.close()
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner() as runner:
        return runner.run(main)


# ---- several at once


def gather(*awaitables, return_exceptions=False):
    loop = get_running_loop()
    children = [ensure_future(a, loop=loop) for a in awaitables]
    outer = _Gathering(children, loop)
    if not children:
        outer.set_result([])
        return outer
    left = [len(children)]

    def done(child):
        left[0] -= 1
        if outer.done():
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._make_cancelled_error())
                return
            error = child.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if left[0] > 0:
            return
        results = []
        for one in children:
            if one.cancelled():
                results.append(CancelledError("" if one._cancel_message is None
                                              else one._cancel_message))
            elif one.exception() is not None:
                results.append(one.exception())
            else:
                results.append(one.result())
        if outer._cancel_requested:
            outer.set_exception(CancelledError())
        else:
            outer.set_result(results)

    for child in children:
        child.add_done_callback(done)
    return outer


class _Gathering(Future):
    def __init__(self, children, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        any_cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                any_cancelled = True
        if any_cancelled:
            self._cancel_requested = True
        return any_cancelled


async def wait(tasks, *, timeout=None, return_when=ALL_COMPLETED):
    tasks = list(tasks)
    if not tasks:
        raise ValueError("Set of Tasks/Futures is empty.")
    for task in tasks:
        if iscoroutine(task):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    waiter = Future(loop=loop)

    def is_over():
        pending = 0
        for task in tasks:
            if not task.done():
                pending += 1
            elif return_when == FIRST_COMPLETED:
                return True
            elif return_when == FIRST_EXCEPTION:
                if not task.cancelled() and task.exception() is not None:
                    return True
        return pending == 0

    def check(_):
        if not waiter.done() and is_over():
            waiter.set_result(None)

    if not is_over():
        handle = None
        if timeout is not None:
            handle = loop.call_later(timeout, _set_unless_done, waiter, None)
        for task in tasks:
            task.add_done_callback(check)
        try:
            await waiter
        finally:
            if handle is not None:
                handle.cancel()
            for task in tasks:
                task.remove_done_callback(check)
    return {t for t in tasks if t.done()}, {t for t in tasks if not t.done()}


class Timeout:
    def __init__(self, when):
        self._when = when
        self._handle = None
        self._task = None
        self._expired = False
        self._cancelling = 0

    def when(self):
        return self._when

    def expired(self):
        return self._expired

    def reschedule(self, when):
        self._when = when
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if when is not None:
            self._handle = get_running_loop().call_at(when, self._expire)

    def _expire(self):
        self._expired = True
        self._task.cancel()

    async def __aenter__(self):
        self._task = current_task()
        if self._task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._cancelling = self._task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, value, traceback):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._expired and self._task.uncancel() <= self._cancelling:
            if kind is not None and issubclass(kind, CancelledError):
                raise TimeoutError from value
        return None


def timeout(delay):
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)


async def wait_for(awaitable, timeout_seconds):
    if timeout_seconds is not None and timeout_seconds <= 0:
        future = ensure_future(awaitable)
        if future.done():
            return future.result()
        future.cancel()
        try:
            await future
        except CancelledError as error:
            raise TimeoutError from error
        return future.result()
    async with timeout(timeout_seconds):
        return await awaitable


async def shield(awaitable):
    inner = ensure_future(awaitable)
    if inner.done():
        return inner.result()
    outer = Future(loop=inner.get_loop())

    def done(future):
        if outer.done():
            return
        if future.cancelled():
            outer.cancel()
        elif future.exception() is not None:
            outer.set_exception(future.exception())
        else:
            outer.set_result(future.result())

    inner.add_done_callback(done)
    return await outer


def as_completed(awaitables, *, timeout=None):
    futures = [ensure_future(a) for a in awaitables]
    queue = Queue()
    for future in futures:
        future.add_done_callback(queue.put_nowait)

    async def next_one():
        if timeout is None:
            return (await queue.get()).result()
        return (await wait_for(queue.get(), timeout)).result()

    for _ in futures:
        yield next_one()


async def to_thread(func, *args, **kwargs):
    await _Turn()
    return func(*args, **kwargs)


class TaskGroup:
    def __init__(self):
        self._parent = None
        self._tasks = []
        self._errors = []
        self._waiter = None
        self._is_entered = False
        self._is_aborting = False
        self._is_exiting = False
        self._cancelled_parent = False

    async def __aenter__(self):
        if self._is_entered:
            raise RuntimeError("TaskGroup has already been entered")
        self._is_entered = True
        self._parent = current_task()
        return self

    def create_task(self, coro, *, name=None, context=None):
        if not self._is_entered:
            coro.close()
            raise RuntimeError("TaskGroup has not been entered")
        if self._is_exiting and not self._tasks:
            coro.close()
            raise RuntimeError("TaskGroup is finished")
        task = Task(coro, loop=get_running_loop(), name=name)
        self._tasks.append(task)
        task.add_done_callback(self._done)
        return task

    def _abort(self):
        self._is_aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _done(self, task):
        self._tasks.remove(task)
        if self._waiter is not None and not self._tasks and not self._waiter.done():
            self._waiter.set_result(True)
        if task.cancelled() or task.exception() is None:
            return
        self._errors.append(task.exception())
        if not self._is_aborting:
            self._abort()
            if not self._is_exiting or not self._parent.cancelling():
                if self._waiter is None:
                    self._cancelled_parent = True
                    self._parent.cancel()

    async def __aexit__(self, kind, value, traceback):
        self._is_exiting = True
        is_cancel = kind is not None and issubclass(kind, CancelledError)
        propagate = value if is_cancel else None
        if self._cancelled_parent and self._parent.uncancel() == 0:
            propagate = None
        if kind is not None and not self._is_aborting:
            self._abort()
        while self._tasks:
            self._waiter = Future(loop=get_running_loop())
            try:
                await self._waiter
            except CancelledError as error:
                if not self._is_aborting:
                    propagate = error
                    self._abort()
            self._waiter = None
        if propagate is not None and not self._errors:
            raise propagate
        if kind is not None and not is_cancel:
            self._errors.append(value)
        if self._errors:
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", self._errors)


# ---- waiting for each other


async def _wait_in(waiters):
    future = Future(loop=get_running_loop())
    waiters.append(future)
    try:
        await future
    finally:
        if future in waiters:
            waiters.remove(future)


def _wake_first(waiters):
    for future in waiters:
        if not future.done():
            future.set_result(True)
            return True
    return False


class _Entered:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, kind, value, traceback):
        self.release()


class Lock(_Entered):
    def __init__(self):
        self._locked = False
        self._waiters = []

    def locked(self):
        return self._locked

    async def acquire(self):
        if not self._locked and not self._waiters:
            self._locked = True
            return True
        try:
            await _wait_in(self._waiters)
        except CancelledError:
            if not self._locked:
                _wake_first(self._waiters)
            raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        _wake_first(self._waiters)


class Event:
    def __init__(self):
        self._value = False
        self._waiters = []

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            for future in self._waiters:
                if not future.done():
                    future.set_result(True)

    def clear(self):
        self._value = False

    async def wait(self):
        if not self._value:
            await _wait_in(self._waiters)
        return True


class Semaphore(_Entered):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value
        self._waiters = []

    def locked(self):
        return self._value == 0

    async def acquire(self):
        if self._value > 0 and not self._waiters:
            self._value -= 1
            return True
        await _wait_in(self._waiters)
        return True

    def release(self):
        # The place goes to the first who waits.
        if not _wake_first(self._waiters):
            self._value += 1


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value

    def release(self):
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Condition(_Entered):
    def __init__(self, lock=None):
        self._lock = Lock() if lock is None else lock
        self._sleepers = []

    def locked(self):
        return self._lock.locked()

    async def acquire(self):
        return await self._lock.acquire()

    def release(self):
        self._lock.release()

    async def wait(self):
        if not self._lock.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self._lock.release()
        try:
            await _wait_in(self._sleepers)
            return True
        finally:
            await self._lock.acquire()

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._lock.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        for future in list(self._sleepers):
            if n <= 0:
                break
            if not future.done():
                future.set_result(True)
                n -= 1

    def notify_all(self):
        self.notify(len(self._sleepers))


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self.parties = parties
        self.n_waiting = 0
        self.broken = False
        self._waiters = []

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, kind, value, traceback):
        return None

    async def wait(self):
        if self.broken:
            raise BrokenBarrierError()
        place = self.n_waiting
        self.n_waiting += 1
        if self.n_waiting == self.parties:
            self.n_waiting = 0
            waiters = self._waiters
            self._waiters = []
            for future in waiters:
                if not future.done():
                    future.set_result(True)
            return place
        await _wait_in(self._waiters)
        if self.broken:
            raise BrokenBarrierError()
        return place


# ---- queues


class Queue:
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._items = []
        self._getters = []
        self._putters = []
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    def _put(self, item):
        self._items.append(item)

    def _get(self):
        return self._items.pop(0)

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return 0 < self.maxsize <= len(self._items)

    async def put(self, item):
        while self.full():
            await _wait_in(self._putters)
        self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._finished.clear()
        _wake_first(self._getters)

    async def get(self):
        while not self._items:
            await _wait_in(self._getters)
        return self.get_nowait()

    def get_nowait(self):
        if not self._items:
            raise QueueEmpty
        item = self._get()
        _wake_first(self._putters)
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished > 0:
            await self._finished.wait()


class LifoQueue(Queue):
    def _get(self):
        return self._items.pop()


class PriorityQueue(Queue):
    def _put(self, item):
        low = 0
        high = len(self._items)
        while low < high:
            middle = (low + high) // 2
            if item < self._items[middle]:
                high = middle
            else:
                low = middle + 1
        self._items.insert(low, item)
