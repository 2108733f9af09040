// base/mpmc.h — a bounded queue of pointers between any threads, without locks.
//
// Each cell has a turn: cell i may be filled in turn t when its number is 2t, and emptied when it
// is 2t + 1, so that a thread that is late disturbs nobody. Order is kept per producer. No call
// waits.
#pragma once

#include "base/atomic.h"
#include "base/status.h"

enum { MPMC_LINE_BYTES = 64, MPMC_CAPACITY_MAX = 1 << 20 };

typedef struct {
    AtomicU64 turn;
    void *item;
} MpmcCell;

// `head` and `tail` have a line each: who fills does not slow who empties.
typedef struct {
    MpmcCell *cells;  // borrowed
    u32 mask, shift;
    u8 padding_cells[MPMC_LINE_BYTES - sizeof(MpmcCell *) - 2 * sizeof(u32)];
    AtomicU64 tail;  // ever pushed
    u8 padding_tail[MPMC_LINE_BYTES - sizeof(u64)];
    AtomicU64 head;  // ever popped
    u8 padding_head[MPMC_LINE_BYTES - sizeof(u64)];
} Mpmc;

// `cells`: `capacity` of them, a power of two from 2 to MPMC_CAPACITY_MAX; they outlive the queue.
void mpmc_init(Mpmc *queue, MpmcCell *cells, u32 capacity);

NODISCARD Status mpmc_push(Mpmc *queue, void *item);  // STATUS_FULL
NODISCARD Status mpmc_pop(Mpmc *queue, void **item);  // STATUS_EMPTY
