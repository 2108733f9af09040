"""Clocks and calendar time, over `_time`, which is in C."""

from _time import (
    monotonic, monotonic_ns, perf_counter, perf_counter_ns, process_time, process_time_ns, sleep, time,
    time_ns,
)
import _time

CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2
CLOCK_THREAD_CPUTIME_ID = 3

_STRUCT_TM_ITEMS = 11

def _zones():
    """(offset, name) in winter and in summer of this year."""
    year = int(_time.time() // 31556952) * 31556952
    first = _time._local_zone(year)
    second = _time._local_zone(year + 15778476)
    return (first, second) if first[0] <= second[0] else (second, first)


_standard, _summer = _zones()
timezone = -_standard[0]
altzone = -_summer[0]
daylight = int(_standard[0] != _summer[0])
tzname = (_standard[1], _summer[1])


def tzset():
    global timezone, altzone, daylight, tzname, _standard, _summer
    _standard, _summer = _zones()
    timezone = -_standard[0]
    altzone = -_summer[0]
    daylight = int(_standard[0] != _summer[0])
    tzname = (_standard[1], _summer[1])


# The calendar is a module of its own, so that a program that only asks for the time is none that makes
# classes while it runs.
def __getattr__(name):
    if name != "struct_time":
        raise AttributeError(f"module 'time' has no attribute {name!r}")
    import _time_calendar

    return _time_calendar.struct_time


def gmtime(seconds=None, /):
    import _time_calendar

    return _time_calendar.gmtime(seconds)


def localtime(seconds=None, /):
    import _time_calendar

    return _time_calendar.localtime(seconds)


def strftime(format, t=None, /):
    import _time_calendar

    return _time_calendar.strftime(format, t)


def asctime(t=None, /):
    import _time_calendar

    return _time_calendar.asctime(t)


def ctime(seconds=None, /):
    import _time_calendar

    return _time_calendar.ctime(seconds)


def mktime(t, /):
    import _time_calendar

    return _time_calendar.mktime(t)


def strptime(string, format="%a %b %d %H:%M:%S %Y", /):
    import _strptime

    return _strptime._strptime_time(string, format)


def _clock(clk_id):
    if clk_id == CLOCK_REALTIME:
        return time_ns
    if clk_id == CLOCK_MONOTONIC:
        return monotonic_ns
    if clk_id == CLOCK_PROCESS_CPUTIME_ID or clk_id == CLOCK_THREAD_CPUTIME_ID:
        return process_time_ns
    if not isinstance(clk_id, int):
        raise TypeError(f"'{type(clk_id).__name__}' object cannot be interpreted as an integer")
    raise OSError(22, "Invalid argument")


def clock_gettime(clk_id, /):
    return _clock(clk_id)() / 1e9


def clock_gettime_ns(clk_id, /):
    return _clock(clk_id)()


def clock_getres(clk_id, /):
    _clock(clk_id)
    return 1e-09


def thread_time():
    return process_time()


def thread_time_ns():
    return process_time_ns()


def get_clock_info(name, /):
    from types import SimpleNamespace

    functions = {"time": "CLOCK_REALTIME", "monotonic": "CLOCK_MONOTONIC", "perf_counter": "CLOCK_MONOTONIC",
                 "process_time": "CLOCK_PROCESS_CPUTIME_ID", "thread_time": "CLOCK_THREAD_CPUTIME_ID"}
    if not isinstance(name, str):
        raise TypeError(f"get_clock_info() argument 1 must be str, not {type(name).__name__}")
    if name not in functions:
        raise ValueError("unknown clock")
    return SimpleNamespace(implementation=f"clock_gettime({functions[name]})", monotonic=name != "time",
                           adjustable=name == "time", resolution=1e-09)
