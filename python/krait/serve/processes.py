"""`@worker`: functions that compute for long run in processes beside the server, not on its loop.

    @worker
    def resize(data, width): …

    picture = await resize(data, 200)

The processes start at the first call and import the function's module anew; arguments and results are pickled.
"""

import asyncio
import concurrent.futures
import functools
import importlib
import multiprocessing
import os
import signal
import threading


def usable_cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ignore_interrupt():
    """The server says when they end, not a Ctrl-C that reaches the whole group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def call(module_name, names, arguments, keywords):
    """In a process of the pool."""
    found = importlib.import_module(module_name)
    for name in names.split("."):
        found = getattr(found, name)
    return found.__wrapped__(*arguments, **keywords)


class Pool:
    """Of one server process; made anew where a fork copied it, or where a process of it died."""

    def __init__(self):
        self.lock = threading.Lock()
        self.executor = None
        self.owner = None

    def take(self, count):
        with self.lock:
            if self.executor is None or self.owner != os.getpid():
                self.owner = os.getpid()
                self.executor = concurrent.futures.ProcessPoolExecutor(
                    count or usable_cores(), multiprocessing.get_context("spawn"), ignore_interrupt)
            return self.executor

    def drop(self, executor):
        with self.lock:
            if self.executor is executor:
                self.executor = None
        executor.shutdown(wait=False, cancel_futures=True)


class Function:
    def __init__(self, function, pool, count):
        functools.update_wrapper(self, function)
        self.pool = pool
        self.count = count

    def submit(self, *arguments, **keywords):
        """A concurrent.futures.Future, for code that is not async."""
        job = (call, self.__module__, self.__qualname__, arguments, keywords)
        executor = self.pool.take(self.count)
        try:
            return executor.submit(*job)
        except concurrent.futures.process.BrokenProcessPool:
            self.pool.drop(executor)
            return self.pool.take(self.count).submit(*job)

    async def __call__(self, *arguments, **keywords):
        return await asyncio.wrap_future(self.submit(*arguments, **keywords))


shared = Pool()


def worker(function=None, *, processes=None, pool=shared):
    """Marks a function of a module's top level. `processes`: how many, of who calls first [the cores]."""
    if function is None:
        return functools.partial(worker, processes=processes, pool=pool)
    if "<locals>" in function.__qualname__:
        raise TypeError(f"@worker: {function.__qualname__} is not at its module's top level")
    return Function(function, pool, processes)
