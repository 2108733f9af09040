// ipc/waiter.h — waiting for a token of one semaphore: spin for a while if asked to, then sleep
// in slices.
//
// After each slice the caller looks whether its peer still lives, because a killed peer posts
// nothing.
#pragma once

#include "base/atomic.h"
#include "krait/ipc.h"
#include "os/sem.h"

enum { WAITER_SLICE_MS = 100, WAITER_STREAM = 64, WAITER_LINES_MAX = 9 };

typedef struct {
    OsSem *sem;  // borrowed
    u32 spin_us;
    const void *lines[WAITER_LINES_MAX];  // borrowed: needed with the token, asked for as soon as
                                          // it is seen
    u32 line_count;
    u32 streak;  // frames that passed since the last wait; from WAITER_STREAM on, peers are in full
                 // flow
    int (*on_pause)(void *context);  // NULL: nobody to ask
    void *context;
    AtomicU32 cancel_count;  // cancels not yet noticed; each came with a token
} Waiter;

typedef enum {
    WAITER_TOKEN,        // one was taken
    WAITER_SLICE,        // time to look around
    WAITER_TIMEOUT,      // the deadline passed
    WAITER_INTERRUPTED,  // on_pause asked for it
} WaiterResult;

// A moment on os_sem_clock_ns; a negative timeout never comes.
u64 waiter_deadline(i64 timeout_us);

// `is_spinning` once per call of the user: later slices only sleep.
WaiterResult waiter_wait(Waiter *waiter, u64 deadline_ns, bool is_spinning);

// From any thread: the waiting one returns with a token.
void waiter_cancel(Waiter *waiter);
