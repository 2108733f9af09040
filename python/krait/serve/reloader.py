"""--reload: one worker, started anew when a file changes (inotify)."""

import ctypes
import fnmatch
import os
import select
import signal
import struct
import time

from krait.serve import importer, logs
from krait.serve.signals import Signals, guarded, leave, reset_signals
from krait.serve.worker import Worker

MODIFIED, ATTRIBUTES, WRITTEN, MOVED_FROM, MOVED_TO, CREATED, DELETED = 2, 4, 8, 64, 128, 256, 512
EVENTS = WRITTEN | MOVED_FROM | MOVED_TO | CREATED | DELETED
HEADER = struct.Struct("iIII")
KILL_SECONDS = 5


class Watch:
    """Folders and those below them."""

    def __init__(self, folders, includes, excludes):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.fd = self.libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.fd < 0:
            raise OSError(ctypes.get_errno(), "inotify_init1")
        self.includes = includes
        self.excludes = excludes
        self.folders = {}
        for folder in folders:
            self.add(os.path.abspath(folder))

    def is_excluded(self, name):
        return any(fnmatch.fnmatch(name, pattern) for pattern in self.excludes)

    def add(self, top):
        for folder, inner, _ in os.walk(top):
            inner[:] = [name for name in inner if not self.is_excluded(name) and name != "__pycache__"]
            number = self.libc.inotify_add_watch(self.fd, os.fsencode(folder), EVENTS)
            if number >= 0:
                self.folders[number] = folder

    def changed(self):
        """The paths that changed since the last call and are watched for."""
        found = []
        try:
            data = os.read(self.fd, 65536)
        except BlockingIOError:
            return found
        at = 0
        while at < len(data):
            number, mask, _, length = HEADER.unpack_from(data, at)
            at += HEADER.size
            name = os.fsdecode(data[at:at + length].rstrip(b"\0"))
            at += length
            path = os.path.join(self.folders.get(number, ""), name)
            if mask & (CREATED | MOVED_TO) and os.path.isdir(path):
                self.add(path)
            if any(fnmatch.fnmatch(name, pattern) for pattern in self.includes) and not self.is_excluded(name):
                found.append(path)
        return found


class Reloader:
    def __init__(self, options, listeners, where):
        self.options = options
        self.listeners = listeners
        self.where = where
        self.log = logs.configure(options)
        folders = options.reload_dir or [os.getcwd()]
        self.watch = Watch(folders, ["*.py", *(options.reload_include or [])], options.reload_exclude or [".*"])
        self.log.info("Will watch for changes in these directories: %s", [os.path.abspath(f) for f in folders])

    def become_worker(self):
        self.signals.close()
        os.close(self.watch.fd)
        reset_signals()
        try:
            app, kind = importer.load(self.options.app, self.options.factory, self.options.interface)
        except importer.AppError as error:
            self.log.error("Error loading ASGI app. %s", error)
            return 1
        self.log.info("Started server process [%d]", os.getpid())
        return Worker(self.options, app, kind, [s.fileno() for s in self.listeners[0]]).run()

    def start(self):
        self.pid = os.fork()
        if self.pid == 0:
            leave(guarded(self.become_worker))

    def stop(self):
        if self.pid is None:
            return
        os.kill(self.pid, signal.SIGTERM)
        end = time.monotonic() + KILL_SECONDS
        while time.monotonic() < end:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                self.pid = None
                return
            time.sleep(0.01)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pid = None

    def run(self):
        self.signals = Signals(signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
        self.log.info("Krait running on %s (Press CTRL+C to quit)", self.where)
        self.log.info("Started reloader process [%d] using inotify", os.getpid())
        self.start()
        while True:
            came, readable = self.signals.wait([self.watch.fd], None)
            if signal.SIGTERM in came or signal.SIGINT in came:
                break
            if self.pid is not None and os.waitpid(self.pid, os.WNOHANG)[0]:
                self.pid = None  # its error was shown: it starts again when a file changes
            changed = self.watch.changed() if readable else []
            if changed:
                self.restart(changed)
        self.stop()
        self.log.info("Stopping reloader process [%d]", os.getpid())
        return 0

    def restart(self, changed):
        # Editors write a file in several steps: wait until nothing has changed for a moment.
        while select.select([self.watch.fd], [], [], self.options.reload_delay)[0]:
            changed += self.watch.changed()
        names = ", ".join(f"'{os.path.relpath(path)}'" for path in sorted(set(changed)))
        self.log.warning("Detected changes in %s. Reloading...", names)
        self.stop()
        self.start()
