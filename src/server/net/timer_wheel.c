#include "server/net/timer_wheel.h"

#include <stddef.h>

enum { SLOT_BITS = 6, SLOT_MASK = TIMER_SLOTS - 1 };
#define TICKS_MAX (((u64)1 << (SLOT_BITS * TIMER_LEVELS)) - 1)

void timer_wheel_init(TimerWheel *wheel, u64 now_tick) {
    *wheel = (TimerWheel){.now_tick = now_tick};
    for (u32 level = 0; level < TIMER_LEVELS; level++) {
        for (u32 slot = 0; slot < TIMER_SLOTS; slot++) {
            Timer *ring = &wheel->slots[level][slot];
            ring->next = ring->previous = ring;
        }
    }
}

static u32 slot_of(u32 level, u64 tick) {
    return (u32)(tick >> (level * SLOT_BITS)) & SLOT_MASK;
}

// Levels are by distance of the slots, so that a level's slots ahead never include the present one
// a round later.
static void place(TimerWheel *wheel, Timer *timer) {
    u64 due = timer->due_tick;
    if (due <= wheel->now_tick) due = wheel->now_tick + 1;
    if (due - wheel->now_tick > TICKS_MAX / 2) due = wheel->now_tick + TICKS_MAX / 2;
    u32 level = 0;
    while (level < TIMER_LEVELS - 1 &&
           (due >> (level * SLOT_BITS)) - (wheel->now_tick >> (level * SLOT_BITS)) >= TIMER_SLOTS) {
        level++;
    }
    u32 slot = slot_of(level, due);
    Timer *ring = &wheel->slots[level][slot];
    timer->next = ring;
    timer->previous = ring->previous;
    ring->previous->next = timer;
    ring->previous = timer;
    wheel->occupied[level] |= (u64)1 << slot;
}

static void unlink_timer(Timer *timer) {
    timer->previous->next = timer->next;
    timer->next->previous = timer->previous;
    timer->next = timer->previous = NULL;
}

void timer_set(TimerWheel *wheel, Timer *timer, u64 due_tick) {
    if (timer->next) unlink_timer(timer);
    timer->due_tick = due_tick;
    place(wheel, timer);
}

void timer_cancel(TimerWheel *wheel, Timer *timer) {
    (void)wheel;  // an emptied slot's bit is cleared when it is looked at
    if (timer->next) unlink_timer(timer);
}

// One due timer from the present slot of level 0, or NULL.
static Timer *present_take(TimerWheel *wheel) {
    u32 slot = slot_of(0, wheel->now_tick);
    Timer *ring = &wheel->slots[0][slot];
    if (ring->next == ring) {
        wheel->occupied[0] &= ~((u64)1 << slot);
        return NULL;
    }
    Timer *timer = ring->next;
    unlink_timer(timer);
    return timer;
}

// Timers of higher levels whose slot begins now are placed anew, nearer.
static void cascade(TimerWheel *wheel) {
    for (u32 level = 1; level < TIMER_LEVELS; level++) {
        if (slot_of(level - 1, wheel->now_tick) != 0) return;
        u32 slot = slot_of(level, wheel->now_tick);
        Timer *ring = &wheel->slots[level][slot];
        Timer moved = *ring;
        wheel->occupied[level] &= ~((u64)1 << slot);
        if (ring->next == ring) continue;
        ring->next = ring->previous = ring;
        for (Timer *timer = moved.next; timer != ring;) {
            Timer *next = timer->next;
            // A due one goes to the present slot of level 0, which is looked at next.
            if (timer->due_tick <= wheel->now_tick) {
                Timer *present = &wheel->slots[0][slot_of(0, wheel->now_tick)];
                timer->next = present;
                timer->previous = present->previous;
                present->previous->next = timer;
                present->previous = timer;
            } else {
                place(wheel, timer);
            }
            timer = next;
        }
    }
}

Timer *timer_wheel_advance(TimerWheel *wheel, u64 now_tick) {
    for (;;) {
        Timer *timer = present_take(wheel);
        if (timer) return timer;
        if (wheel->now_tick >= now_tick) return NULL;
        wheel->now_tick++;
        cascade(wheel);
    }
}

u64 timer_wheel_wait(const TimerWheel *wheel, u64 ticks_max) {
    u64 wait = ticks_max;
    for (u32 level = 0; level < TIMER_LEVELS; level++) {
        u64 bits = wheel->occupied[level];
        if (!bits) continue;
        u32 present = slot_of(level, wheel->now_tick);
        u64 turned = present ? bits >> present | bits << (TIMER_SLOTS - present) : bits;
        u64 slots = turned & 1 && level == 0
                        ? 0
                        : (u64)__builtin_ctzll(turned & ~(u64)1 ? turned & ~(u64)1 : 1);
        u64 start = ((wheel->now_tick >> (level * SLOT_BITS)) + slots) << (level * SLOT_BITS);
        u64 ticks = start > wheel->now_tick ? start - wheel->now_tick : 0;
        if (ticks < wait) wait = ticks;
    }
    return wait;
}
