"""How several workers share the machine: --strategy, and why it is what it is."""

import json
import os
import signal
import sys
import threading

from krait.serve import importer, logs, metrics
from krait.serve.supervisor import Supervisor
from krait.serve.worker import Worker

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
import argparse
from krait.serve.worker import Worker
options = argparse.Namespace(**settings["options"])
app, kind = importer.load(options.app, options.factory, options.interface)
Worker(options, app, kind, settings["listeners"], settings["slot"], settings["control"],
       lambda: __import__("os").write(settings["started"], b"s")).run()
"""


def has_free_threads():
    return not getattr(sys, "_is_gil_enabled", lambda: True)()


def choose(options):
    """The strategy and the reason for it."""
    wanted = options.strategy
    if wanted == "threads" and not has_free_threads():
        return "processes", "threads were asked for, but this Python has one lock for all of them"
    if wanted == "subinterpreters" and sys.version_info < (3, 13):
        return "processes", "sub-interpreters with locks of their own are sound from Python 3.13 on"
    if wanted == "auto":
        if has_free_threads():
            return "threads", "this Python has no global lock"
        return "processes", "they share least, load every extension and cost least memory"
    return wanted, "asked for"


def run(options, listeners, where):
    log = logs.configure(options)
    if options.workers == 1 and options.strategy != "subinterpreters":
        return run_single(options, listeners[0], where, log)
    strategy, reason = choose(options)
    if strategy == "subinterpreters":
        refusal = probe(options)
        if refusal:
            strategy, reason = "processes", f"the application does not load in a sub-interpreter: {refusal}"
            log.warning("Strategy: %s (%s).", strategy, reason)
            return Supervisor(options, listeners, where).run()
    log.info("Strategy: %d %s (%s).", options.workers, strategy, reason)
    if strategy == "threads":
        return Threads(options, listeners, where, log).run()
    if strategy == "subinterpreters":
        return Interpreters(options, listeners, where, log).run()
    return Supervisor(options, listeners, where).run()


def run_single(options, listeners, where, log):
    log.info("Started server process [%d]", os.getpid())
    try:
        app, kind = importer.load(options.app, options.factory, options.interface)
    except importer.AppError as error:
        log.error("Error loading ASGI app. %s", error)
        return 1
    ready = lambda: log.info("Krait running on %s (Press CTRL+C to quit)", where)
    code = Worker(options, app, kind, [listener.fileno() for listener in listeners], ready=ready).run()
    log.info("Finished server process [%d]", os.getpid())
    return code


def settings_of(options, **more):
    return json.dumps({"path": sys.path, "options": vars(options), **more})


def probe(options):
    """Loads the application in a sub-interpreter; the reason why it cannot be, or None."""
    import _interpreters

    interpreter = _interpreters.create("isolated")
    failure = _interpreters.exec(interpreter, PROBE.format(settings_of(options)))
    _interpreters.destroy(interpreter)
    return None if failure is None else failure.formatted


class Threads:
    """One thread per worker; the main thread waits for signals."""

    def __init__(self, options, listeners, where, log):
        self.options = options
        self.listeners = listeners
        self.where = where
        self.log = log
        self.codes = [0] * options.workers
        self.started_read, self.started = os.pipe()
        self.controls = [os.pipe() for _ in range(options.workers)]
        self.board = metrics.Board(options.workers) if options.metrics else None

    def prepare(self):
        self.app, self.kind = importer.load(self.options.app, self.options.factory, self.options.interface)

    def live(self, slot):
        listeners = [listener.fileno() for listener in self.listeners[slot]]
        worker = Worker(self.options, self.app, self.kind, listeners, slot, self.controls[slot][0],
                        lambda: os.write(self.started, b"s"), self.board)
        self.codes[slot] = worker.run()

    def thread(self, slot):
        try:
            self.live(slot)
        except BaseException:
            self.codes[slot] = 1
            sys.excepthook(*sys.exc_info())
        finally:
            os.write(self.started, b"e")

    def run(self):
        try:
            self.prepare()
        except importer.AppError as error:
            self.log.error("Error loading ASGI app. %s", error)
            return 1
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.on_signal)
        threads = [threading.Thread(target=self.thread, args=(slot,)) for slot in range(self.options.workers)]
        for thread in threads:
            thread.start()
        started = ended = 0
        while ended < self.options.workers:
            for letter in os.read(self.started_read, 100):
                started += letter == ord("s")
                ended += letter == ord("e")
                if letter == ord("s") and started == self.options.workers:
                    self.log.info("Krait running on %s (Press CTRL+C to quit)", self.where)
            if ended and not started == self.options.workers:
                self.on_signal()
        for thread in threads:
            thread.join()
        return max(self.codes)

    def on_signal(self, *_):
        for _, write_end in self.controls:
            try:
                os.write(write_end, b"t")
            except OSError:
                pass


class Interpreters(Threads):
    """Each thread has an interpreter with a lock of its own."""

    def prepare(self):
        import _interpreters

        self.interpreters = [_interpreters.create("isolated") for _ in range(self.options.workers)]

    def live(self, slot):
        import _interpreters

        text = settings_of(self.options, listeners=[listener.fileno() for listener in self.listeners[slot]], slot=slot,
                           control=self.controls[slot][0], started=self.started)
        failure = _interpreters.exec(self.interpreters[slot], LIVE.format(text))
        if failure is not None:
            self.codes[slot] = 1
            self.log.error("%s", getattr(failure, "errdisplay", None) or failure.formatted)
