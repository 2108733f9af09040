// server/net/timer_wheel.h — many coarse timers: set and cancelled in a few instructions, no
// allocation.
//
// Time is ticks, which the caller counts. Four levels of 64 slots: up to 2^24 ticks ahead; later
// ones wait at the farthest slot and are placed anew.
#pragma once

#include "base/types.h"

enum { TIMER_LEVELS = 4, TIMER_SLOTS = 64 };

// Embedded in what it is for. Zeroed: not set.
typedef struct Timer {
    struct Timer *next, *previous;  // in a slot's ring; NULL: not set
    u64 due_tick;
} Timer;

typedef struct {
    u64 now_tick;
    u64 occupied[TIMER_LEVELS];  // a bit for each slot with timers
    Timer slots[TIMER_LEVELS][TIMER_SLOTS];
} TimerWheel;

void timer_wheel_init(TimerWheel *wheel, u64 now_tick);

// Sets it, or sets it anew. A time that has passed means the next tick.
void timer_set(TimerWheel *wheel, Timer *timer, u64 due_tick);
void timer_cancel(TimerWheel *wheel, Timer *timer);
static inline bool timer_is_set(const Timer *timer) {
    return timer->next != NULL;
}

// Moves to `now_tick` and returns one timer that is due, no longer set; NULL: there are no more.
Timer *timer_wheel_advance(TimerWheel *wheel, u64 now_tick);

// Ticks until something may be due, at most `ticks_max`.
u64 timer_wheel_wait(const TimerWheel *wheel, u64 ticks_max);
