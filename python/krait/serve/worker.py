"""One worker: a server with its asyncio loop, from the application's start to its end."""

import asyncio
import gc
import os
import random
import signal
import threading

from krait.extension import load as load_extension
from krait.serve import logs, metrics, options as option_room, proxy
from krait.serve.lifespan import Lifespan, StartError
from krait.serve.loop import Loop
from krait.serve.signals import is_supervised

START_FAILED = 3  # the exit code where the application's own startup refused
IDLE_SECONDS = 1.0  # for a keep-alive client's next request, when another worker takes over


class Worker:
    """`control`: a descriptor that ends the worker when it can be read, in place of signals."""

    takes_signals = True

    def __init__(self, options, app, kind, listeners, slot=0, control=None, ready=None, board=None):
        self.options = options
        self.app = app
        self.kind = kind
        self.listeners = listeners
        self.slot = slot
        self.control = control
        self.ready = ready
        self.board = board
        self.log = logs.configure(options)
        self.server = load_extension("_krait_server").Server(**option_room.limits(options))
        self.stop_count = 0
        self.is_forced = False
        self.exit_code = 0

    def run(self):
        loop = self.loop = Loop(self.server)
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self.live())
        finally:
            try:
                self.end(loop)
            finally:
                asyncio.set_event_loop(None)
                loop.close()
                self.server.close()
        return self.exit_code

    def end(self, loop):
        self.server.finish()
        tasks = asyncio.all_tasks(loop)
        loop.run_until_complete(asyncio.sleep(0))
        for task in tasks:
            task.cancel()
        if tasks:
            loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())

    async def live(self):
        self.stopped = asyncio.Event()
        lifespan = Lifespan(self.app, self.options.lifespan, self.log) if self.kind == "asgi" else None
        self.attach(lifespan)
        try:
            if lifespan:
                await lifespan.startup()
            else:
                await self.awaited(self.server.startup())
        except StartError as error:
            self.log.error(str(error))
            self.exit_code = START_FAILED
            return
        for listener in self.listeners:
            self.server.adopt(os.dup(listener))
        self.watch_for_end()
        if self.ready:
            self.ready()
        self.loop.create_task(self.tick(), name="krait-tick")
        await self.stopped.wait()
        await self.drain()
        if lifespan:
            await lifespan.shutdown()
        else:
            await self.awaited(self.server.shutdown())

    @staticmethod
    async def awaited(something):
        if something is not None:
            await something

    def attach(self, lifespan):
        options = self.options
        more = {}
        if options.limit_max_requests:
            more["requests"] = options.limit_max_requests + random.randint(0, options.limit_max_requests_jitter)
        if options.proxy_headers:
            more["proxy"] = proxy.Trust(options.forwarded_allow_ips)
        if options.metrics:
            self.board = self.board or metrics.Board(1)
            more.update(metrics_path=options.metrics, metrics=self.metrics)
        self.server.attach(
            self.loop, self.app, self.kind, root_path=options.root_path.rstrip("/"),
            state=lifespan.state if lifespan else None, on_event=self.on_event, block_ms=options.block_ms,
            threads=options.threads, concurrency=options.limit_concurrency or 0, log=logs.access_kind(options), **more)

    def metrics(self):
        self.board.write(self.slot, self.server.totals())
        return self.board.text()

    async def tick(self):
        """Now and then: counters for the other workers' /metrics, and whether the server ended by itself."""
        while True:
            await asyncio.sleep(0.25 if self.options.limit_max_requests else 1.0)
            if self.board:
                self.board.write(self.slot, self.server.totals())
            if self.server.is_stopping():
                self.stopped.set()

    def on_event(self, kind, text, error):
        if kind == "error":
            self.log.error(text, exc_info=error)
        elif kind == "slow":
            self.log.info("%s took longer than %g ms three times: it runs on worker threads from now on.", text,
                          self.options.block_ms)
        elif kind == "threads":
            # Sub-interpreters have none that nobody waits for.
            is_daemon = getattr(threading, "_daemon_threads_allowed", lambda: True)()
            for number in range(self.options.threads):
                threading.Thread(target=self.server.work, name=f"krait-{number}", daemon=is_daemon).start()

    # ---- The end

    def watch_for_end(self):
        if self.control is not None:
            self.loop.add_reader(self.control, self.on_control)
        if not self.takes_signals or threading.current_thread() is not threading.main_thread():
            return
        try:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT if is_supervised() else signal.SIGINT):
                self.loop.add_signal_handler(number, self.on_signal, number)
        except (ValueError, RuntimeError):
            pass  # an embedded Python: whoever runs us says when

    def on_control(self):
        word = os.read(self.control, 1)
        if not word:
            self.loop.remove_reader(self.control)  # whoever held the other end is gone
        self.stop(IDLE_SECONDS if word == b"h" else 0, word == b"q")

    def on_signal(self, number):
        is_forced = number == signal.SIGQUIT or (self.stop_count > 0 and not is_supervised())
        self.stop(IDLE_SECONDS if number == signal.SIGHUP else 0, is_forced)

    def stop(self, idle_seconds, is_forced):
        if is_forced:
            self.is_forced = True
            self.server.stop(0, 0)
            self.stopped.set()
            return
        self.stop_count += 1
        if self.stop_count > 1:
            return
        self.server.stop(self.options.timeout_graceful_shutdown, idle_seconds)
        self.stopped.set()

    async def drain(self):
        if self.server.totals()["connections"] > 0:
            self.log.info("Waiting for connections to close. (CTRL+C to force quit)")
        end = self.loop.time() + self.options.timeout_graceful_shutdown + 1
        while not self.server.is_done() and self.loop.time() < end and not self.is_forced:
            await asyncio.sleep(0.02)


def freeze():
    """Before forks: what is there stays where it is, and pages stay shared."""
    gc.collect()
    gc.freeze()
