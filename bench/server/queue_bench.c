// queue_bench [ROUNDS]: how long it takes to hand something to another thread and that thread to
// have it: base/mpmc beside a queue of mutex and condition variable. Half of a round trip, in ns.
#define _GNU_SOURCE
#include "base/mpmc.h"
#include "os/clock.h"
#include "os/thread.h"

#include <stdio.h>
#include <stdlib.h>

enum { CELLS = 64, REPEATS = 200 };

typedef struct {
    OsMutex mutex;
    OsCond cond;
    void *item;
} Slot;

typedef struct {
    Mpmc there, back;
    MpmcCell cells[2][CELLS];
    Slot slot_there, slot_back;
    u32 rounds;
} Pair;

static void mpmc_give(Mpmc *queue, void *item) {
    while (mpmc_push(queue, item) != STATUS_OK) atomic_pause();
}

static void *mpmc_have(Mpmc *queue) {
    void *item;
    while (mpmc_pop(queue, &item) != STATUS_OK) atomic_pause();
    return item;
}

static void slot_give(Slot *slot, void *item) {
    os_mutex_lock(&slot->mutex);
    slot->item = item;
    os_cond_wake_one(&slot->cond);
    os_mutex_unlock(&slot->mutex);
}

static void *slot_have(Slot *slot) {
    os_mutex_lock(&slot->mutex);
    while (!slot->item) os_cond_wait(&slot->cond, &slot->mutex);
    void *item = slot->item;
    slot->item = NULL;
    os_mutex_unlock(&slot->mutex);
    return item;
}

static void mpmc_echo(void *context) {
    Pair *pair = context;
    for (u32 i = 0; i < pair->rounds; i++) mpmc_give(&pair->back, mpmc_have(&pair->there));
}

static void slot_echo(void *context) {
    Pair *pair = context;
    for (u32 i = 0; i < pair->rounds; i++)
        slot_give(&pair->slot_back, slot_have(&pair->slot_there));
}

static double one_way_ns(Pair *pair, bool is_mpmc) {
    OsThread thread;
    if (os_thread_start(is_mpmc ? mpmc_echo : slot_echo, pair, 0, &thread) != STATUS_OK) exit(1);
    i64 begin = os_clock_monotonic_ns();
    for (u32 i = 0; i < pair->rounds; i++) {
        if (is_mpmc) {
            mpmc_give(&pair->there, pair);
            mpmc_have(&pair->back);
        } else {
            slot_give(&pair->slot_there, pair);
            slot_have(&pair->slot_back);
        }
    }
    double spent = (double)(os_clock_monotonic_ns() - begin);
    os_thread_join(thread);
    return spent / pair->rounds / 2;
}

int main(int count, char **arguments) {
    static Pair pair;
    pair.rounds = count > 1 ? (u32)atoi(arguments[1]) : 3000;
    mpmc_init(&pair.there, pair.cells[0], CELLS);
    mpmc_init(&pair.back, pair.cells[1], CELLS);
    for (u32 i = 0; i < 2; i++) {
        Slot *slot = i ? &pair.slot_back : &pair.slot_there;
        os_mutex_init(&slot->mutex);
        os_cond_init(&slot->cond);
    }
    double best[2] = {1e9, 1e9};
    for (u32 i = 0; i < REPEATS; i++) {
        for (u32 kind = 0; kind < 2; kind++) {
            double found = one_way_ns(&pair, kind == 0);
            if (found < best[kind]) best[kind] = found;
        }
    }
    printf("hand-over: mpmc %.0f ns, mutex and condition variable %.0f ns, ratio %.1f\n", best[0],
           best[1], best[1] / best[0]);
    return 0;
}
