"""Waiting for files: programs have none that can be waited for."""

error = OSError


def select(rlist, wlist, xlist, timeout=None, /):
    if not rlist and not wlist and not xlist and timeout is not None:
        import time

        time.sleep(timeout)
        return [], [], []
    raise OSError(38, "krait: waiting for files is not supported")
