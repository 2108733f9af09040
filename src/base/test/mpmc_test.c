#include "base/mpmc.h"
#include "tests/unit/test.h"

#include <pthread.h>
#include <sched.h>

enum { THREADS = 3, ITEMS = 50000, CELLS = 64 };

typedef struct {
    Mpmc queue;
    MpmcCell cells[CELLS];
    AtomicU64 sum, count;
    AtomicU32 is_unordered;
} Shared;

TEST(mpmc_is_full_and_empty_at_its_ends) {
    MpmcCell cells[4];
    Mpmc queue;
    void *item;
    int numbers[5];
    mpmc_init(&queue, cells, 4);
    for (u32 round = 0; round < 10; round++) {
        assert_int_equal(mpmc_pop(&queue, &item), STATUS_EMPTY);
        for (u32 i = 0; i < 4; i++) assert_int_equal(mpmc_push(&queue, &numbers[i]), STATUS_OK);
        assert_int_equal(mpmc_push(&queue, &numbers[4]), STATUS_FULL);
        for (u32 i = 0; i < 4; i++) {
            assert_int_equal(mpmc_pop(&queue, &item), STATUS_OK);
            assert_ptr_equal(item, &numbers[i]);
        }
    }
}

static void *producer(void *context) {
    Shared *shared = context;
    for (uintptr_t i = 1; i <= ITEMS; i++) {
        while (mpmc_push(&shared->queue, (void *)i) != STATUS_OK) sched_yield();
    }
    return NULL;
}

static void *consumer(void *context) {
    Shared *shared = context;
    while (atomic_u64_load_relaxed(&shared->count) < (u64)THREADS * ITEMS) {
        void *item;
        if (mpmc_pop(&shared->queue, &item) != STATUS_OK) {
            sched_yield();
            continue;
        }
        atomic_u64_add_relaxed(&shared->sum, (uintptr_t)item);
        atomic_u64_add_relaxed(&shared->count, 1);
    }
    return NULL;
}

// What many threads push, many pop: each item once.
TEST(mpmc_loses_nothing_between_threads) {
    static Shared shared;
    pthread_t threads[2 * THREADS];
    mpmc_init(&shared.queue, shared.cells, CELLS);
    for (u32 i = 0; i < 2 * THREADS; i++)
        pthread_create(&threads[i], NULL, i % 2 ? consumer : producer, &shared);
    for (u32 i = 0; i < 2 * THREADS; i++) pthread_join(threads[i], NULL);
    assert_int_equal(atomic_u64_load_relaxed(&shared.count), (u64)THREADS * ITEMS);
    assert_int_equal(atomic_u64_load_relaxed(&shared.sum), (u64)THREADS * ITEMS * (ITEMS + 1) / 2);
}

typedef struct {
    Mpmc queue;
    MpmcCell cells[2];
    uintptr_t last;
} Ordered;

static void *ordered_producer(void *context) {
    Ordered *ordered = context;
    for (uintptr_t i = 1; i <= ITEMS; i++) {
        while (mpmc_push(&ordered->queue, (void *)i) != STATUS_OK) sched_yield();
    }
    return NULL;
}

TEST(mpmc_keeps_the_order_of_a_producer) {
    static Ordered ordered;
    pthread_t thread;
    mpmc_init(&ordered.queue, ordered.cells, 2);
    pthread_create(&thread, NULL, ordered_producer, &ordered);
    while (ordered.last < ITEMS) {
        void *item;
        if (mpmc_pop(&ordered.queue, &item) != STATUS_OK) {
            sched_yield();
            continue;
        }
        assert_int_equal((uintptr_t)item, ordered.last + 1);
        ordered.last++;
    }
    pthread_join(thread, NULL);
}
