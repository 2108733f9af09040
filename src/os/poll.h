// os/poll.h — waiting for many descriptors at once.
#pragma once

#include "base/status.h"

typedef struct OsPoll OsPoll;

enum { OS_POLL_IN = 1, OS_POLL_OUT = 2, OS_POLL_ENDED = 4, OS_POLL_EDGE = 8 };

typedef struct {
    void *data;  // as given to os_poll_add; NULL: os_poll_wake was called
    u32 events;  // OS_POLL_IN, OUT; ENDED: the peer ended its side, or it is broken
} OsPollEvent;

NODISCARD Status os_poll_new(OsPoll **poll);
void os_poll_free(OsPoll *poll);

// `data` is not NULL. With OS_POLL_EDGE, each change is told once.
NODISCARD Status os_poll_add(OsPoll *poll, int fd, u32 events, void *data);
NODISCARD Status os_poll_change(OsPoll *poll, int fd, u32 events, void *data);
void os_poll_remove(OsPoll *poll, int fd);

// timeout_ms -1: without limit. Signals end it with no event.
NODISCARD Status os_poll_wait(OsPoll *poll, OsPollEvent *events, u32 events_max, i32 timeout_ms,
                              u32 *event_count);

int os_poll_fd(const OsPoll *poll);  // readable while there are events: for other loops to watch
void os_poll_wake(OsPoll *poll);     // any thread, any signal handler
