"""Signals, cores and ends of processes: for all who fork.

A terminal's Ctrl+C goes to all processes, and so does a SIGTERM of systemd's: below a supervisor SIGINT means nothing and
a second SIGTERM no more than the first; what must end at once hears it from its parent, as SIGQUIT.
"""

import os
import select
import signal
import sys


def nothing(number, frame):
    """A handler, not SIG_IGN: what the application starts does not inherit it."""


def is_supervised():
    return signal.getsignal(signal.SIGINT) is nothing


def has_terminal():
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


class Signals:
    """Signals as bytes of a pipe, to wait for them together with others."""

    def __init__(self, *numbers):
        self.read_end, self.write_end = os.pipe()
        os.set_blocking(self.write_end, False)
        os.set_blocking(self.read_end, False)
        signal.set_wakeup_fd(self.write_end, warn_on_full_buffer=False)
        for number in numbers:
            signal.signal(number, nothing)

    def wait(self, others, timeout):
        """The signals that came, and which of the other descriptors can be read."""
        ready, _, _ = select.select([self.read_end, *others], [], [], timeout)
        came = b""
        if self.read_end in ready:
            try:
                came = os.read(self.read_end, 100)
            except BlockingIOError:
                pass
        return list(came), [fd for fd in ready if fd != self.read_end]

    def close(self):
        signal.set_wakeup_fd(-1)
        os.close(self.read_end)
        os.close(self.write_end)


def reset_signals():
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, nothing)


def pin(slot):
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[slot % len(cores)]})


def leave(code):
    """Ends a forked child: what its parent set up is the parent's to take down."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def guarded(run):
    try:
        return run() or 0
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except KeyboardInterrupt:
        return 130
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
