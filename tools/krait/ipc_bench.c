// krait ipc bench: every row is one measure; a round takes them all in turn, and the medians of the
// rounds are compared, so that what disturbs the machine disturbs all alike.
#define _GNU_SOURCE
#include "tools/krait/ipc_command.h"

#include "base/atomic.h"
#include "krait/ipc.h"
#include "os/sem.h"

#include <malloc.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    ROUNDS_MAX = 1000,
    TRIPS = 4000,
    SMALL_BYTES = 64,
    STREAM_FRAMES = 200000,
    STREAM_BYTES = 1024,
    STREAM_RING_BYTES = 1 << 20,
    SPIN_US = 1000000,
    WAIT_US = 10000000,
};

// What both processes of a measure see besides rings.
typedef struct {
    sem_t there, back;
    alignas(CACHE_LINE_BYTES) AtomicU64 ping;
    alignas(CACHE_LINE_BYTES) AtomicU64 pong;
    bool is_pinned;
} Shared;

static void pin(const Shared *shared, int cpu) {
    if (!shared->is_pinned) return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((unsigned)cpu, &set);
    sched_setaffinity(0, sizeof(set), &set);
}

static pid_t child_start(void) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
    return child;
}

static int double_compare(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, usize count) {
    qsort(values, count, sizeof(*values), double_compare);
    return values[count / 2];
}

// ---- Round trips: microseconds, the median of TRIPS.

typedef void TripStep(void *context);

static double trips_measure(TripStep *trip, void *context) {
    static const usize warm = TRIPS / 10;
    double *times = malloc(TRIPS * sizeof(*times));
    if (!times) return 0;
    for (usize i = 0; i < warm; i++) trip(context);
    for (usize i = 0; i < TRIPS; i++) {
        u64 start = os_sem_clock_ns();
        trip(context);
        times[i] = (double)(os_sem_clock_ns() - start) / 1e3;
    }
    double result = median(times, TRIPS);
    free(times);
    return result;
}

static void child_end(pid_t child) {
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static void semaphore_trip(void *context) {
    Shared *shared = context;
    sem_post(&shared->there);
    sem_wait(&shared->back);
}

static double semaphores_measure(Shared *shared) {
    pid_t child = child_start();
    if (child == 0) {
        pin(shared, 1);
        for (;;) {
            sem_wait(&shared->there);
            sem_post(&shared->back);
        }
    }
    double result = trips_measure(semaphore_trip, shared);
    child_end(child);
    return result;
}

static void spin_trip(void *context) {
    Shared *shared = context;
    u64 turn = atomic_u64_load_relaxed(&shared->ping) + 1;
    atomic_u64_store_release(&shared->ping, turn);
    while (atomic_u64_load_acquire(&shared->pong) != turn) atomic_pause();
}

static double spin_measure(Shared *shared) {
    atomic_u64_store_relaxed(&shared->ping, 0);
    atomic_u64_store_relaxed(&shared->pong, 0);
    pid_t child = child_start();
    if (child == 0) {
        pin(shared, 1);
        for (u64 turn = 1;; turn++) {
            while (atomic_u64_load_acquire(&shared->ping) != turn) atomic_pause();
            atomic_u64_store_release(&shared->pong, turn);
        }
    }
    double result = trips_measure(spin_trip, shared);
    child_end(child);
    return result;
}

typedef struct {
    KrReader *reader;
    KrWriter *writer;
    u8 *bytes;
    u64 size;
    bool is_failed;
} Ends;

static void ring_trip(void *context) {
    Ends *ends = context;
    KrFrame frame;
    ends->is_failed |= kr_writer_write(ends->writer, ends->bytes, ends->size, WAIT_US) != KR_IPC_OK;
    ends->is_failed |= kr_reader_read(ends->reader, WAIT_US, &frame) != KR_IPC_OK;
    if (ends->is_failed) return;
    memcpy(ends->bytes, frame.data, frame.size);
    kr_reader_release(ends->reader, &frame);
}

static KrWriter *writer_await(const char *name, const KrIpcConfig *config) {
    KrWriter *writer = NULL;
    for (u32 i = 0; i < 10000; i++) {
        if (kr_writer_connect(name, config, &writer) == KR_IPC_OK) return writer;
        usleep(100);
    }
    return NULL;
}

static NORETURN void echo_serve(const char *there, const char *back, const KrIpcConfig *config) {
    KrReader *reader;
    KrFrame frame;
    if (kr_reader_create(there, config, &reader) != KR_IPC_OK) _exit(1);
    KrWriter *writer = writer_await(back, config);
    kr_reader_answer_with(reader, writer);
    while (writer && kr_reader_read(reader, KR_IPC_FOREVER, &frame) == KR_IPC_OK) {
        // Answered from where it lies, and released when the answer is out.
        if (kr_writer_write(writer, frame.data, frame.size, WAIT_US) != KR_IPC_OK) break;
        kr_reader_release(reader, &frame);
    }
    kr_writer_free(writer);
    kr_reader_free(reader);
    _exit(0);
}

static double ring_measure(Shared *shared, u32 spin_us) {
    char there[64], back[64];
    snprintf(there, sizeof(there), "krait-bench-%d-there", (int)getpid());
    snprintf(back, sizeof(back), "krait-bench-%d-back", (int)getpid());
    KrIpcConfig config = {.payload_bytes = 1 << 16, .spin_us = spin_us};
    pid_t child = child_start();
    if (child == 0) {
        pin(shared, 1);
        echo_serve(there, back, &config);
    }
    u8 bytes[SMALL_BYTES] = {1};
    Ends ends = {.bytes = bytes, .size = sizeof(bytes)};
    double result = 0;
    if (kr_reader_create(back, &config, &ends.reader) == KR_IPC_OK) {
        ends.writer = writer_await(there, &config);
        kr_reader_answer_with(ends.reader, ends.writer);
        if (ends.writer) result = trips_measure(ring_trip, &ends);
        if (ends.is_failed) result = 0;
        kr_writer_free(ends.writer);
        kr_reader_free(ends.reader);
    }
    waitpid(child, NULL, 0);
    return result;
}

static double blocking_measure(Shared *shared) {
    return ring_measure(shared, 0);
}

static double spinning_measure(Shared *shared) {
    return ring_measure(shared, SPIN_US);
}

// ---- One way: frames of 1 KiB per second.

static double memcpy_measure(Shared *shared) {
    (void)shared;
    u8 *ring = malloc(STREAM_RING_BYTES), frame[STREAM_BYTES] = {1};
    if (!ring) return 0;
    memset(ring, 0, STREAM_RING_BYTES);
    u64 start = os_sem_clock_ns();
    for (usize i = 0; i < STREAM_FRAMES; i++) {
        u8 *slot = ring + i * STREAM_BYTES % STREAM_RING_BYTES;
        memcpy(slot, frame, STREAM_BYTES);
        __asm__ volatile("" ::: "memory");
        memcpy(frame, slot, STREAM_BYTES);
        __asm__ volatile("" ::: "memory");
    }
    double seconds = (double)(os_sem_clock_ns() - start) / 1e9;
    free(ring);
    return (double)STREAM_FRAMES / seconds;
}

static double stream_run(Shared *shared, double *allocations) {
    char name[64];
    snprintf(name, sizeof(name), "krait-bench-%d-stream", (int)getpid());
    KrIpcConfig config = {.payload_bytes = STREAM_RING_BYTES};
    pid_t child = child_start();
    if (child == 0) {
        pin(shared, 1);
        u8 bytes[STREAM_BYTES] = {1};
        KrWriter *writer = writer_await(name, &config);
        for (usize i = 0; writer && i < STREAM_FRAMES; i++) {
            if (kr_writer_write(writer, bytes, sizeof(bytes), WAIT_US) != KR_IPC_OK) break;
        }
        kr_writer_free(writer);
        _exit(0);
    }
    KrReader *reader;
    double result = 0;
    if (kr_reader_create(name, &config, &reader) == KR_IPC_OK) {
        u8 bytes[STREAM_BYTES];
        u64 start = 0;
        usize i;
        struct mallinfo2 before = {0};
        for (i = 0; i < STREAM_FRAMES; i++) {
            KrFrame frame;
            if (kr_reader_read(reader, WAIT_US, &frame) != KR_IPC_OK) break;
            if (i == 0) {
                start = os_sem_clock_ns();
                before = mallinfo2();
            }
            memcpy(bytes, frame.data, frame.size);
            __asm__ volatile("" ::: "memory");
            kr_reader_release(reader, &frame);
        }
        if (i == STREAM_FRAMES)
            result = (double)STREAM_FRAMES / ((double)(os_sem_clock_ns() - start) / 1e9);
        struct mallinfo2 after = mallinfo2();
        usize grown = after.uordblks + after.hblkhd - before.uordblks - before.hblkhd;
        if (allocations) *allocations = (double)grown / (double)STREAM_FRAMES;
        kr_reader_free(reader);
    }
    waitpid(child, NULL, 0);
    return result;
}

static double stream_measure(Shared *shared) {
    return stream_run(shared, NULL);
}

// ---- The table

static const struct {
    const char *key, *text;
    double (*measure)(Shared *shared);
} measures[] = {
    {"sems_us", "round trip, two bare semaphores, p50 us", semaphores_measure},
    {"block_us", "round trip, ours, 64 B, p50 us", blocking_measure},
    {"bare_spin_us", "round trip, a bare spin, p50 us", spin_measure},
    {"spin_us", "round trip, ours spinning, 64 B, p50 us", spinning_measure},
    {"memcpy_fps", "1 KiB frames/s, memcpy into and out of a ring, one process", memcpy_measure},
    {"stream_fps", "1 KiB frames/s, ours, two processes", stream_measure},
};

int ipc_bench(bool is_json, bool is_pinned, int rounds) {
    static const usize count = COUNT_OF(measures);
    double values[COUNT_OF(measures)][ROUNDS_MAX], medians[COUNT_OF(measures)];
    Shared *shared =
        mmap(NULL, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) return 1;
    shared->is_pinned = is_pinned;
    pin(shared, 0);
    for (int round = 0; round < rounds; round++) {
        for (usize i = 0; i < count; i++) {
            sem_init(&shared->there, 1, 0);
            sem_init(&shared->back, 1, 0);
            values[i][round] = measures[i].measure(shared);
            if (values[i][round] <= 0) {
                fprintf(stderr, "krait ipc: bench: %s failed\n", measures[i].key);
                return 1;
            }
        }
    }
    double allocations = 0;
    stream_run(shared, &allocations);
    for (usize i = 0; i < count; i++) {
        medians[i] = median(values[i], (usize)rounds);
        // Sorted now: the quartiles show the spread.
        double low = values[i][rounds / 4], high = values[i][rounds * 3 / 4];
        if (is_json) {
            printf("%s\"%s\": {\"median\": %.4f, \"quartiles\": [%.4f, %.4f]}", i ? ",\n " : "{",
                   measures[i].key, medians[i], low, high);
        } else {
            printf("%-60s %14.3f  (%.3f to %.3f)\n", measures[i].text, medians[i], low, high);
        }
    }
    if (is_json) {
        printf(",\n \"heap_bytes_per_frame\": %.6f, \"rounds\": %d, \"is_pinned\": %s}\n",
               allocations, rounds, is_pinned ? "true" : "false");
    } else {
        printf("\nours over two semaphores %.2fx; ours spinning over a bare spin %.2fx; frames "
               "over memcpy %.2fx\n",
               medians[1] / medians[0], medians[3] / medians[2], medians[5] / medians[4]);
        printf("heap bytes per frame %.3f; medians of %d rounds, %s\n", allocations, rounds,
               is_pinned ? "pinned to processors 0 and 1" : "not pinned");
    }
    munmap(shared, sizeof(Shared));
    return 0;
}
