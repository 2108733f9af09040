"""`@app.worker`: functions that run in a pool of processes, beside the server's workers."""

import asyncio
import concurrent.futures
import functools
import importlib
import multiprocessing
import os
import sys


def _call(module, qualname, args, kwargs):
    """In a process of the pool: finds the function by its name, past the wrapper."""
    found = importlib.import_module(module)
    for part in qualname.split("."):
        found = getattr(found, part)
    return found.__wrapped__(*args, **kwargs)


class Pool:
    def __init__(self, processes=None):
        self.processes = processes
        self.executor = None
        self.owner = None

    def submit(self, *call):
        # A worker that was forked has no share in the pool of the process that forked it.
        if self.executor is None or self.owner != os.getpid():
            context = multiprocessing.get_context("spawn")
            self.executor = concurrent.futures.ProcessPoolExecutor(self.processes, mp_context=context)
            self.owner = os.getpid()
        return self.executor.submit(*call)

    def close(self):
        if self.executor is not None and self.owner == os.getpid():
            self.executor.shutdown(cancel_futures=True)
        self.executor = None


def worker_decorator(pool):
    def decorate(function):
        if "<locals>" in function.__qualname__:
            raise ValueError("a function that runs in other processes is defined in its module, not in a function")

        @functools.wraps(function)
        async def call(*args, **kwargs):
            module = function.__module__
            if module == "__main__":
                module = os.path.splitext(os.path.basename(sys.modules["__main__"].__file__))[0]
            return await asyncio.wrap_future(pool.submit(_call, module, function.__qualname__, args, kwargs))

        return call

    return decorate
