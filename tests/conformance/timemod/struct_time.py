"""struct_time as a class, calendar texts, mktime and strptime."""

import time

t = time.gmtime(1709210096)
print(t)
print(t.tm_year, t[1], t[-1], t[:3], len(t), isinstance(t, tuple), isinstance(t, time.struct_time))
print(t.n_fields, t.n_sequence_fields, t.n_unnamed_fields, t.tm_gmtoff)
year, month, *rest = t
print(year, month, rest)
made = time.struct_time((2024, 2, 29, 12, 34, 56, 3, 60, 0))
print(made == t, made == tuple(t), hash(made) == hash(tuple(t)), made < time.gmtime(1709210097))
print(made.tm_zone, made.tm_gmtoff)
print(time.struct_time(range(11)).tm_gmtoff, time.struct_time(range(10)).tm_zone)
print(time.asctime(t), "|", time.asctime((2024, 1, 1, 0, 0, 0, 0, 1, 0)))
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %U %W %y %p %I %w %%", t))
print(time.strptime("29 Feb 2024 10:20", "%d %b %Y %H:%M"))
print(time.strptime("2024-060", "%Y-%j").tm_mday)
for seconds in (0, 1, 86399, 1234567890, 1709210096):
    local = time.localtime(seconds)
    print(time.mktime(local) == seconds, time.mktime(tuple(local)) == seconds)
print(time.mktime((2024, 14, -3, 25, 61, 0, 0, 0, -1)) == time.mktime((2025, 1, 29, 2, 1, 0, 0, 0, -1)))


def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)


attempt(lambda: time.struct_time((1, 2, 3)))
attempt(lambda: time.struct_time(range(12)))
attempt(lambda: time.struct_time(5))
attempt(lambda: time.asctime((2024, 13, 1, 0, 0, 0, 0, 1, 0)))
attempt(lambda: time.asctime((2024, 1, 32, 0, 0, 0, 0, 1, 0)))
attempt(lambda: time.asctime((2024, 1, 1, 24, 0, 0, 0, 1, 0)))
attempt(lambda: time.strftime("%d", (2024, 1, 1, 0, 0, 62, 0, 1, 0)))
attempt(lambda: time.strptime("x", "%Y"))
attempt(lambda: time.get_clock_info("sundial"))
print(len(time.tzname), isinstance(time.timezone, int), time.daylight in (0, 1))
print(time.clock_gettime(time.CLOCK_MONOTONIC) > 0, time.thread_time() >= 0)
match time.gmtime(0):
    case time.struct_time(tm_year=1970, tm_mon=m):
        print("epoch", m)
