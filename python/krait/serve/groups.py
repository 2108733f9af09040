"""Several workers in one process: threads (of a Python without a global lock), or sub-interpreters with locks of their own."""

import json
import os
import select
import signal
import sys
import threading

from krait.serve import importer
from krait.serve.signals import pin
from krait.serve.worker import START_FAILED, Worker

TOTALS_MAX = 16
# What a sub-interpreter runs: {0} is the settings as JSON.
PROBE = """
import json, sys
settings = json.loads({0!r})
sys.path[:] = settings["path"]
from krait.serve import importer
from krait.extension import load
load("_krait_server")
importer.load(settings["options"]["app"], settings["options"]["factory"], settings["options"]["interface"])
"""
LIVE = PROBE + """
import argparse, os
from krait.serve.metrics import Board
from krait.serve.worker import Worker
options = argparse.Namespace(**settings["options"])
app, kind = importer.load(options.app, options.factory, options.interface)
board = None if settings["board"] is None else Board(options.workers, settings["board"])
worker = Worker(options, app, kind, settings["listeners"], settings["slot"], settings["control"],
                lambda: os.write(settings["told"], bytes((ord("s"), settings["slot"]))), board)
worker.takes_signals = False
code = worker.run()
if code:
    os.write(settings["told"], bytes((ord("0") + code % 10, settings["slot"])))
"""


def probe(options):
    """Loads the application in a sub-interpreter; the reason why it cannot be, or None."""
    import _interpreters

    # 3.13 makes its types once per process, and not safely where two interpreters import it at the same time.
    import datetime  # noqa: F401

    interpreter = _interpreters.create("isolated")
    failure = _interpreters.exec(interpreter, PROBE.format(settings_of(options)))
    _interpreters.destroy(interpreter)
    return None if failure is None else failure.formatted


def settings_of(options, **more):
    return json.dumps({"path": sys.path, "options": vars(options), **more})


class Threads:
    """One thread per worker; the main thread waits for signals, and for `control`, whose end is the parent's."""

    def __init__(self, options, app, kind, listeners, log, control, ready, board):
        self.options = options
        self.app = app
        self.kind = kind
        self.listeners = listeners
        self.log = log
        self.control = control
        self.ready = ready
        self.board = board
        self.told_read, self.told = os.pipe()  # two bytes: what happened, and to which slot
        self.controls = [os.pipe() for _ in range(options.workers)]
        self.threads = {}
        self.started = set()
        self.exit_code = 0
        self.stop_count = 0

    # ---- In the worker's thread

    def live(self, slot):
        worker = Worker(self.options, self.app, self.kind, self.descriptors(slot), slot, self.controls[slot][0],
                        lambda: self.tell("s", slot), self.board)
        worker.takes_signals = False
        return worker.run()

    def descriptors(self, slot):
        return [listener.fileno() for listener in self.listeners[slot]]

    def tell(self, letter, slot):
        os.write(self.told, bytes((ord(letter), slot)))

    def thread(self, slot):
        code = 1
        try:
            if self.options.pin:
                pin(slot)
            code = self.live(slot)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            if code:
                self.tell(str(code % 10), slot)
            self.tell("e", slot)

    # ---- In the main thread

    def start(self, slot):
        self.threads[slot] = threading.Thread(target=self.thread, args=(slot,), name=f"krait-worker-{slot}")
        self.threads[slot].start()

    def run(self):
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, self.on_signal)
        for slot in range(self.options.workers):
            self.start(slot)
        control = [self.control]
        while self.threads:
            readable, _, _ = select.select([self.told_read, *control], [], [])
            if control and control[0] in readable:
                control = []
                self.stop(b"t")
            if self.told_read in readable:
                told = os.read(self.told_read, 256)
                for letter, slot in zip(told[::2], told[1::2]):
                    self.on_told(chr(letter), slot)
        return self.exit_code

    def on_told(self, letter, slot):
        if letter == "s":
            self.started.add(slot)
            if len(self.started) == self.options.workers:
                self.ready()
        elif letter == "e":
            self.threads.pop(slot).join()
            if self.stop_count == 0 and slot in self.started:
                self.start(slot)  # it had its --limit-max-requests
            elif self.stop_count == 0:
                self.exit_code = self.exit_code or START_FAILED
                self.stop(b"t")
        elif slot not in self.started:
            self.exit_code = int(letter)

    def on_signal(self, number, _):
        self.stop({signal.SIGHUP: b"h", signal.SIGQUIT: b"q"}.get(number, b"t"))

    def stop(self, word):
        self.stop_count += 1
        if self.stop_count > 1 and word != b"q":
            return
        for _, write_end in self.controls:
            os.write(write_end, word)


class Interpreters(Threads):
    """Each thread has an interpreter with a lock of its own."""

    def run(self):
        # Memory for krait.api.shared: each interpreter imports the application for itself.
        files = [os.memfd_create(f"krait-totals-{number}") for number in range(TOTALS_MAX)]
        os.environ["KRAIT_TOTALS"] = ",".join(map(str, files))
        return super().run()

    def live(self, slot):
        import _interpreters

        interpreter = _interpreters.create("isolated")
        text = settings_of(self.options, listeners=self.descriptors(slot), slot=slot, control=self.controls[slot][0],
                           told=self.told, board=self.board.fd if self.board else None)
        failure = _interpreters.exec(interpreter, LIVE.format(text))
        if failure is not None:
            self.log.error("%s", getattr(failure, "errdisplay", None) or failure.formatted)
        try:
            _interpreters.destroy(interpreter)
        except _interpreters.InterpreterError as error:
            self.log.warning("A sub-interpreter stays: %s", error)
        return 0 if failure is None else 1
