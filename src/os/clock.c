#define _GNU_SOURCE
#include "os/clock.h"

#include "base/check.h"
#include "os/shm_failure_priv.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { NANOSECONDS = 1000000000 };

static i64 now_ns(clockid_t clock) {
    struct timespec now;
    CHECK(clock_gettime(clock, &now) == 0);
    return (i64)now.tv_sec * NANOSECONDS + now.tv_nsec;
}

i64 os_clock_real_ns(void) {
    return now_ns(CLOCK_REALTIME);
}

i64 os_clock_monotonic_ns(void) {
    return now_ns(CLOCK_MONOTONIC);
}

i64 os_clock_cpu_ns(void) {
    return now_ns(CLOCK_PROCESS_CPUTIME_ID);
}

Status os_clock_sleep_ns(i64 duration_ns) {
    if (duration_ns <= 0) return STATUS_OK;
    struct timespec rest = {duration_ns / NANOSECONDS, duration_ns % NANOSECONDS};
    return nanosleep(&rest, NULL) == 0 ? STATUS_OK : shm_failure_status(errno);
}

i32 os_clock_zone(i64 seconds_since_epoch, char *name, usize name_capacity) {
    time_t moment = (time_t)seconds_since_epoch;
    struct tm local;
    CHECK(name_capacity > 0);
    name[0] = 0;
    if (!localtime_r(&moment, &local)) return 0;
    if (local.tm_zone && strlen(local.tm_zone) < name_capacity) {
        memcpy(name, local.tm_zone, strlen(local.tm_zone) + 1);
    }
    return (i32)local.tm_gmtoff;
}

void os_clock_random(void *data, usize len) {
    u8 *at = data;
    while (len > 0) {
        ssize_t count = getrandom(at, len, 0);
        CHECK(count >= 0 || errno == EINTR);
        if (count < 0) continue;
        at += count;
        len -= (usize)count;
    }
}
