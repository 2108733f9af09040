"""What code asks of threads where there is one: locks, the current thread; no thread starts."""

import atexit
from _thread import LockType, RLock, allocate_lock, get_ident, get_native_id, TIMEOUT_MAX

ThreadError = RuntimeError


def Lock():
    return LockType()


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock

    def acquire(self, blocking=True, timeout=-1):
        return self._lock.acquire(blocking, timeout)

    def release(self):
        self._lock.release()

    def __enter__(self):
        return self._lock.acquire()

    def __exit__(self, kind, value, traceback):
        self._lock.release()

    def wait(self, timeout=None):
        if timeout is None:
            raise RuntimeError("waiting for what nobody can do: there is one thread only")
        return False

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass


class Event:
    def __init__(self):
        self._is_set = False

    def is_set(self):
        return self._is_set

    def set(self):
        self._is_set = True

    def clear(self):
        self._is_set = False

    def wait(self, timeout=None):
        if not self._is_set and timeout is None:
            raise RuntimeError("waiting for what nobody can do: there is one thread only")
        return self._is_set


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if self._value == 0:
            if blocking and timeout is None:
                raise RuntimeError("waiting for what nobody can do: there is one thread only")
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, value, traceback):
        self.release()


BoundedSemaphore = Semaphore


class local:
    pass


class Thread:
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        self.name = "Thread-1" if name is None else name
        self.daemon = bool(daemon)
        self.ident = None
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs

    def start(self):
        raise NotImplementedError("threads")

    def run(self):
        if self._target:
            self._target(*self._args, **self._kwargs)

    def is_alive(self):
        return self.ident is not None

    def join(self, timeout=None):
        if self.ident is None:
            raise RuntimeError("cannot join thread before it is started")
        raise RuntimeError("cannot join current thread")


_main = Thread(name="MainThread")
_main.ident = 1


def _register_atexit(func, *args, **kwargs):
    """Calls it when the program ends, as concurrent.futures wants."""
    atexit.register(func, *args, **kwargs)


def main_thread():
    return _main


def current_thread():
    return _main


def active_count():
    return 1


def enumerate():
    return [_main]
