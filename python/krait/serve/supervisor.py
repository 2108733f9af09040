"""Processes: the supervisor keeps the sockets, a template imports the application and forks the workers.

    supervisor          listens, obeys signals, never imports the application
      template          imports it once, freezes it, forks; replaces workers that die
        worker …        each accepts from a socket of its own; threads and sub-interpreters are all in one

SIGHUP makes a second template; when its workers serve, the first one's drain. A pipe from each parent ends
children whose parent is gone.
"""

import os
import signal
import time

from krait.extension import load as load_extension
from krait.serve import groups, importer, logs, metrics
from krait.serve.signals import Signals, guarded, has_terminal, leave, pin, reset_signals
from krait.serve.worker import START_FAILED, Worker, freeze

QUICK_DEATH_SECONDS = 1.0
BACK_OFF_SECONDS = (0.0, 0.1, 0.5, 1.0, 2.0, 5.0)
LOAD_FAILED = 1


def name_of(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class Template:
    """The process that imports the application; its methods run there."""

    def __init__(self, options, listeners, board, control, ready, reason):
        self.options = options
        self.listeners = listeners
        self.board = board
        self.control = control
        self.ready = ready
        self.reason = reason  # of the strategy; None: it was told before
        self.log = logs.configure(options)
        self.workers = {}  # process id: (slot, time of the start)
        self.deaths = [0] * options.workers
        self.due = {}  # slot: when to start it again
        self.is_ending = False
        self.app = self.kind = None

    def run(self):
        strategy = self.strategy()
        self.group = {"threads": groups.Threads, "subinterpreters": groups.Interpreters}.get(strategy)
        if strategy != "subinterpreters":
            try:
                self.app, self.kind = importer.load(self.options.app, self.options.factory, self.options.interface)
            except importer.AppError as error:
                self.log.error("Error loading ASGI app. %s", error)
                return LOAD_FAILED
        load_extension("_krait_server")
        freeze()
        # Until here a signal ends it.
        self.signals = Signals(signal.SIGCHLD, signal.SIGTERM, signal.SIGQUIT)
        slots = range(1 if self.group else self.options.workers)
        self.waiting = set(slots)
        self.started_read, self.started_write = os.pipe()
        self.alive_read, self.alive_write = os.pipe()  # its end tells workers that the template is gone
        for slot in slots:
            self.start(slot)
        while not self.is_ending:
            self.turn()
        return self.finish()

    def strategy(self):
        options = self.options
        wanted, reason, level = options.strategy, self.reason, self.log.info
        refusal = groups.probe(options) if wanted == "subinterpreters" else None
        if refusal:
            wanted, level = "processes", self.log.warning
            reason = f"the application does not load in a sub-interpreter: {refusal}"
        if reason and (options.workers > 1 or wanted != "processes" or refusal):
            level("Strategy: %d %s (%s).", options.workers, wanted, reason)
        return wanted

    def start(self, slot):
        self.due.pop(slot, None)
        pid = os.fork()
        if pid == 0:
            leave(guarded(lambda: self.become_worker(slot)))
        self.workers[pid] = (slot, time.monotonic())

    def become_worker(self, slot):
        self.signals.close()
        reset_signals()
        for fd in (self.control, self.ready, self.started_read, self.alive_write):
            if fd is not None:
                os.close(fd)
        self.log.info("Started server process [%d]", os.getpid())
        ready = lambda: os.write(self.started_write, bytes([slot]))
        if self.group:
            worker = self.group(self.options, self.app, self.kind, self.listeners, self.log, self.alive_read, ready,
                                self.board)
        else:
            if self.options.pin:
                pin(slot)
            worker = Worker(self.options, self.app, self.kind, [s.fileno() for s in self.listeners[slot]], slot,
                            self.alive_read, ready, self.board)
        code = worker.run()
        self.log.info("Finished server process [%d]", os.getpid())
        return code

    def turn(self):
        now = time.monotonic()
        timeout = max(0.0, min(self.due.values()) - now) if self.due else None
        came, readable = self.signals.wait([self.control, self.started_read], timeout)
        if self.started_read in readable:
            self.waiting -= set(os.read(self.started_read, 100))
            if not self.waiting and self.ready is not None:
                os.write(self.ready, b"r")
                os.close(self.ready)
                self.ready = None
        if self.control in readable:
            word = os.read(self.control, 1)
            self.end(signal.SIGHUP if word == b"h" else signal.SIGTERM)
        elif signal.SIGTERM in came or signal.SIGQUIT in came:
            self.end(signal.SIGTERM)
        self.reap()
        now = time.monotonic()
        for slot in [slot for slot, at in self.due.items() if at <= now]:
            if not self.is_ending:
                self.start(slot)

    def reap(self):
        while self.workers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            slot, started = self.workers.pop(pid, (None, 0))
            if slot is not None and not self.is_ending:
                self.replace(pid, slot, started, status)

    def replace(self, pid, slot, started, status):
        code = os.waitstatus_to_exitcode(status)
        if code == START_FAILED and self.ready is not None:
            self.is_ending = True  # the application's own startup refused
            self.exit_code = START_FAILED
            self.signal_workers(signal.SIGTERM)
            return
        quick = time.monotonic() - started < QUICK_DEATH_SECONDS
        self.deaths[slot] = self.deaths[slot] + 1 if quick else 0
        pause = BACK_OFF_SECONDS[min(self.deaths[slot], len(BACK_OFF_SECONDS) - 1)]
        if code < 0:
            self.log.error("Worker [%d] was killed by %s; a new one starts%s.", pid, name_of(-code),
                           f" in {pause:g} s" if pause else "")
        elif code > 0:
            self.log.error("Worker [%d] ended with code %d; a new one starts.", pid, code)
        self.due[slot] = time.monotonic() + pause

    exit_code = 0

    def signal_workers(self, number):
        for pid in list(self.workers):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def end(self, number):
        self.is_ending = True
        self.signal_workers(number)

    def finish(self):
        grace = self.options.timeout_graceful_shutdown + 5
        end = time.monotonic() + grace
        while self.workers and time.monotonic() < end:
            came, readable = self.signals.wait([], 0.1)
            if signal.SIGQUIT in came:
                self.signal_workers(signal.SIGQUIT)
            self.reap()
        self.signal_workers(signal.SIGKILL)
        return self.exit_code


class Generation:
    """A template as the supervisor sees it."""

    def __init__(self, supervisor, reason):
        control_read, self.control = os.pipe()
        self.ready, ready_write = os.pipe()
        self.is_ready = False
        self.has_served = False
        self.pid = os.fork()
        if self.pid == 0:
            supervisor.leave_to_child()
            os.close(self.control)
            os.close(self.ready)
            template = Template(supervisor.options, supervisor.listeners, supervisor.board, control_read, ready_write,
                                reason)
            leave(guarded(template.run))
        os.close(control_read)
        os.close(ready_write)

    def end(self, word=b""):
        if self.control is not None:
            if word:
                try:
                    os.write(self.control, word)
                except BrokenPipeError:
                    pass
            os.close(self.control)
            self.control = None

    def forget(self):
        self.end()
        os.close(self.ready)


class Supervisor:
    def __init__(self, options, listeners, where, reason):
        self.options = options
        self.listeners = listeners
        self.where = where
        self.reason = reason
        self.log = logs.configure(options)
        self.board = metrics.Board(options.workers) if options.metrics else None
        self.generations = []
        self.is_ending = False
        self.exit_code = 0
        self.restarts = 0

    def leave_to_child(self):
        self.signals.close()
        reset_signals()
        for generation in self.generations:
            if generation.control is not None:
                os.close(generation.control)
            os.close(generation.ready)

    def run(self):
        self.signals = Signals(signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
        self.had_terminal = has_terminal()
        self.log.info("Started parent process [%d]", os.getpid())
        self.generations.append(Generation(self, self.reason))
        while self.generations:
            self.turn()
        if self.options.uds and os.path.exists(self.options.uds):
            os.unlink(self.options.uds)
        self.log.info("Stopping parent process [%d]", os.getpid())
        return self.exit_code

    def turn(self):
        waiting = {generation.ready: generation for generation in self.generations if not generation.is_ready}
        came, readable = self.signals.wait(list(waiting), None)
        for fd in readable:
            if os.read(fd, 1) == b"r":
                self.on_ready(waiting[fd])
            else:
                waiting[fd].is_ready = True  # it ended; waitpid tells why
        if signal.SIGTERM in came or signal.SIGINT in came:
            self.end()
        elif signal.SIGHUP in came and self.had_terminal and not has_terminal():
            self.end()  # nobody asked for a restart: the terminal was closed
        elif signal.SIGHUP in came and not self.is_ending:
            self.log.info("Restarting: new workers start.")
            self.generations.append(Generation(self, None))
        self.reap()

    def on_ready(self, generation):
        generation.is_ready = generation.has_served = True
        if generation is self.generations[0]:
            self.log.info("Krait running on %s (Press CTRL+C to quit)", self.where)
        for older in self.generations[:self.generations.index(generation)]:
            older.end(b"h")

    def end(self):
        """The first time in order, the second time at once."""
        for generation in self.generations:
            if self.is_ending or not generation.is_ready:
                os.kill(generation.pid, signal.SIGQUIT if generation.is_ready else signal.SIGTERM)
        self.is_ending = True
        for generation in self.generations:
            generation.end()

    def reap(self):
        for generation in list(self.generations):
            pid, status = os.waitpid(generation.pid, os.WNOHANG)
            if pid:
                was_wanted = generation.control is None
                generation.forget()
                self.generations.remove(generation)
                self.on_end(os.waitstatus_to_exitcode(status), was_wanted, generation.has_served)

    def on_end(self, code, was_wanted, has_served):
        if self.is_ending or was_wanted:
            return
        if not has_served:
            if self.generations:
                self.log.error("The new workers did not start: the old ones go on.")
            else:
                self.exit_code = code if code > 0 else LOAD_FAILED
            return
        if not self.generations:
            self.restarts += 1
            self.log.error("The process that starts workers ended with code %d; a new one starts.", code)
            time.sleep(BACK_OFF_SECONDS[min(self.restarts, len(BACK_OFF_SECONDS) - 1)])
            self.generations.append(Generation(self, None))
