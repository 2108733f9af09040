// os/clock.h — the system's clocks, all in nanoseconds, and sleep; random bytes of the system.
#pragma once

#include "base/status.h"

i64 os_clock_real_ns(void);       // since 1970, UTC
i64 os_clock_monotonic_ns(void);  // never goes back; counts from an unknown start
i64 os_clock_cpu_ns(void);        // processor time of this process

// STATUS_INTERRUPTED: a signal handler ran; the rest of the time is not slept.
NODISCARD Status os_clock_sleep_ns(i64 duration_ns);

// Seconds that local time is ahead of UTC at that moment; `name` becomes the zone's short name.
i32 os_clock_zone(i64 seconds_since_epoch, char *name, usize name_capacity);

// Bytes nobody can guess; stops the process where the system has none.
void os_clock_random(void *data, usize len);
