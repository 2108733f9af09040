"""How several workers share the machine: --strategy, and why it is what it is."""

import os
import sys

from krait.serve import importer, logs
from krait.serve.supervisor import Supervisor
from krait.serve.worker import Worker


def has_free_threads():
    return not getattr(sys, "_is_gil_enabled", lambda: True)()


def choose(options):
    """The strategy and the reason for it."""
    wanted = options.strategy
    if options.workers == 1 and wanted in ("auto", "threads"):
        return "processes", "one worker needs no threads"
    if wanted == "subinterpreters" and not isinstance(options.app, str):
        return "processes", "sub-interpreters need the application as an import string"
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
    options.strategy, reason = choose(options)
    return Supervisor(options, listeners, where, reason).run()


def run_single(options, listeners, where):
    """In this process, without a supervisor: for programs that call krait.serve.run with one worker."""
    log = logs.configure(options)
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
