"""The calendar of `time`: what only programs that ask for dates compile."""

import _time
import time
from _structseq import StructSequence, named


@named
class struct_time(StructSequence):
    _full_name = "time.struct_time"
    _names = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday",
              "tm_isdst", "tm_zone", "tm_gmtoff")
    n_sequence_fields = 9


struct_time.__module__ = "time"


def _is_summer(offset):
    return int(time.daylight and offset == time._summer[0])


def gmtime(seconds=None, /):
    return struct_time((*_time._gmtime(seconds), 0, "GMT", 0))


def localtime(seconds=None, /):
    found = _time._localtime(seconds)
    offset, name = found[8:]
    return struct_time((*found[:8], _is_summer(offset), name, offset))


def _checked_item(items, index, low, high, name):
    if not low <= items[index] <= high:
        raise ValueError(f"{name} out of range")


def _numbers(t, caller):
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{caller}(): illegal time tuple argument")
    items = []
    for item in t:
        if not hasattr(item, "__index__"):
            raise TypeError(f"'{type(item).__name__}' object cannot be interpreted as an integer")
        items.append(item.__index__())
        if not -2147483648 <= items[-1] <= 2147483647:
            raise OverflowError("Python int too large to convert to C int" if abs(items[-1]) > 2**63 - 1 else
                                "signed integer is greater than maximum" if items[-1] > 0 else
                                "signed integer is less than minimum")
    return items


def _checked(t, caller):
    """What strftime() and asctime() can show: zeroes become firsts."""
    items = _numbers(t, caller)
    if items[0] < -2147483648 + 1900:
        raise OverflowError("year out of range")
    if items[1] == 0:
        items[1] = 1
    if items[2] == 0:
        items[2] = 1
    if items[7] == 0:
        items[7] = 1
    _checked_item(items, 1, 1, 12, "month")
    _checked_item(items, 2, 1, 31, "day of month")
    _checked_item(items, 3, 0, 23, "hour")
    _checked_item(items, 4, 0, 59, "minute")
    _checked_item(items, 5, 0, 61, "seconds")
    if items[6] < -1:
        raise ValueError("day of week out of range")
    items[6] %= 7
    _checked_item(items, 7, 1, 366, "day of year")
    return items


def strftime(format, t=None, /):
    if t is None:
        t = localtime()
    elif not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    items = _checked(t, "strftime")
    zone = getattr(t, "tm_zone", None)
    offset = getattr(t, "tm_gmtoff", None)
    if zone is None:
        known = time._summer if items[8] > 0 else time._standard
        zone = known[1] if items[8] >= 0 else ""
        offset = known[0]
    return _time._strftime(format, tuple(items), zone, offset or 0)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def asctime(t=None, /):
    items = _checked(localtime() if t is None else t, "asctime")
    return "%s %s%3d %.2d:%.2d:%.2d %d" % (
        _WEEKDAYS[items[6]], _MONTHS[items[1] - 1], items[2], items[3], items[4], items[5], items[0])


def ctime(seconds=None, /):
    return asctime(localtime(seconds))


def _days(year, month, day):
    """Days from 1970-01-01; months may be any number."""
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def mktime(t, /):
    items = _numbers(t, "mktime")
    local = ((_days(items[0], items[1], items[2]) * 24 + items[3]) * 60 + items[4]) * 60 + items[5]
    if not -60000000000 < local < 250000000000:
        raise OverflowError("mktime argument out of range")
    if items[8] > 0:
        return float(local - time._summer[0])
    if items[8] == 0:
        return float(local - time._standard[0])
    at = local - _time._local_zone(local - time._standard[0])[0]
    return float(local - _time._local_zone(at)[0])
