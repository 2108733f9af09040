"""Tasks with dependencies, retries and time, in a world with a clock of its own."""
import contextlib
import functools
import heapq
import itertools
from graphlib import CycleError, TopologicalSorter
from typing import Generic, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


@runtime_checkable
class Runnable(Protocol):
    name: str

    def run(self) -> object: ...


class Log:
    def __getattr__(self, level):
        return lambda text, *args: print(f"{level.upper():<7} sched: {text % args}")


log = Log()


class Clock:
    def __init__(self):
        self.now = 0.0
        self._queue = []
        self._order = itertools.count()

    def at(self, delay, action, *args, **kwargs):
        heapq.heappush(self._queue, (self.now + delay, next(self._order), functools.partial(action, *args, **kwargs)))

    def __iter__(self):
        return self

    def __next__(self):
        if not self._queue:
            raise StopIteration
        self.now, _, action = heapq.heappop(self._queue)
        return action()


class Retry(Exception):
    def __init__(self, after):
        self.after = after


def retrying(times, *, backoff=2.0):
    def decorate(function):
        attempts = 0

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            nonlocal attempts
            attempts += 1
            try:
                return function(*args, attempt=attempts, **kwargs)
            except ConnectionError as error:
                if attempts >= times:
                    raise RuntimeError(f"{function.__name__} failed {attempts} times") from error
                raise Retry(backoff ** attempts) from None
        wrapper.retries = times
        return wrapper
    return decorate


class Job(Generic[T]):
    def __init__(self, name, action, cost=1.0):
        self.name, self.action, self.cost = name, action, cost
        self.result: T | None = None

    def run(self):
        self.result = self.action()
        return self.result

    def __repr__(self):
        return f"<Job {self.name}>"


@retrying(3)
def fetch(*, attempt):
    """Works the third time."""
    if attempt < 3:
        raise ConnectionError(f"attempt {attempt}")
    return "data" * attempt


@retrying(2, backoff=1.5)
def flaky(*, attempt):
    raise ConnectionResetError(104, f"reset {attempt}")


class Runner:
    def __init__(self, clock):
        self.clock = clock
        self.jobs = {}
        self.needs = {}
        self.done = []

    def add(self, job, *needs):
        if not isinstance(job, Runnable):
            raise TypeError(f"{job!r} cannot be run")
        self.jobs[job.name] = job
        self.needs[job.name] = set(needs)
        return self

    @contextlib.contextmanager
    def timing(self, name):
        begin = self.clock.now
        try:
            yield
        finally:
            log.info("%s took %.2f", name, self.clock.now - begin)

    def _attempt(self, sorter, job):
        try:
            job.run()
        except Retry as retry:
            log.warning("%s again after %g", job.name, retry.after)
            self.clock.at(retry.after, self._attempt, sorter, job)
        except Exception as error:
            log.error("%s: %s (%s)", job.name, error, type(error.__cause__).__name__)
            self.done.append((job.name, None))
        else:
            self.done.append((job.name, job.result))
            sorter.done(job.name)
            self._start(sorter)

    def _start(self, sorter):
        for name in sorted(sorter.get_ready()):
            self.clock.at(self.jobs[name].cost, self._attempt, sorter, self.jobs[name])

    def run(self):
        sorter = TopologicalSorter(self.needs)
        sorter.prepare()
        with self.timing("everything"):
            self._start(sorter)
            for _ in self.clock:
                pass
        return sorter.is_active()


runner = Runner(Clock())
runner.add(Job("compile", lambda: sum(range(10)), 2.5), "fetch").add(Job("fetch", fetch, 0.5))
runner.add(Job("test", lambda: max("kitten", "sitting", key=len)), "compile").add(Job("docs", dict, 3), "fetch")
runner.add(Job("deploy", flaky), "test", "docs").add(Job("announce", print), "deploy")
print(fetch.__name__, fetch.__doc__, fetch.retries, fetch.__wrapped__ is not None)
print("unfinished:", runner.run())
print(runner.done, runner.clock.now)
try:
    runner.add(object())
except TypeError as error:
    print(str(error).split(" at ")[0], str(error).endswith("cannot be run"))
try:
    list(TopologicalSorter({"a": {"b"}, "b": {"c"}, "c": {"a"}}).static_order())
except CycleError as error:
    print(error.args[0], len(error.args[1]))
with contextlib.ExitStack() as stack:
    for n in range(3):
        stack.callback(print, "closing", n)
    stack.push(lambda kind, value, tb: print("saw", kind.__name__) or True)
    raise LookupError("swallowed")
print(*TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order())
