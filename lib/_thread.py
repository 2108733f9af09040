"""Locks for a program of one thread."""

TIMEOUT_MAX = 9223372036.0
error = RuntimeError


def get_ident():
    return 1


def get_native_id():
    return 1


class LockType:
    def __init__(self):
        self._is_locked = False

    def acquire(self, blocking=True, timeout=-1):
        if self._is_locked:
            if blocking and timeout < 0:
                raise RuntimeError("a lock that nobody can release: there is one thread only")
            return False
        self._is_locked = True
        return True

    def release(self):
        if not self._is_locked:
            raise RuntimeError("release unlocked lock")
        self._is_locked = False

    def locked(self):
        return self._is_locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, value, traceback):
        self.release()


class RLock:
    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if self._count == 0:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def locked(self):
        return self._count > 0

    def _is_owned(self):
        return self._count > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, value, traceback):
        self.release()


def allocate_lock():
    return LockType()


lock = LockType


def start_new_thread(function, args, kwargs=None):
    raise NotImplementedError("threads")
