#define _GNU_SOURCE
#include "os/thread.h"

#include "base/check.h"
#include "os/shm_failure_priv.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>

enum { NANOSECONDS = 1000000000 };

typedef struct {
    void (*run)(void *context);
    void *context;
} Start;

static void *start_thread(void *memory) {
    Start start = *(Start *)memory;
    free(memory);
    start.run(start.context);
    return NULL;
}

Status os_thread_start(void (*run)(void *context), void *context, usize stack_bytes,
                       OsThread *thread) {
    Start *start = malloc(sizeof *start);
    if (!start) return STATUS_NO_MEMORY;
    *start = (Start){run, context};
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (!error && stack_bytes > 0) error = pthread_attr_setstacksize(&attributes, stack_bytes);
    if (!error) error = pthread_create(&thread->raw, &attributes, start_thread, start);
    pthread_attr_destroy(&attributes);
    if (error) free(start);
    return shm_failure_status(error);
}

void os_thread_join(OsThread thread) {
    CHECK(pthread_join(thread.raw, NULL) == 0);
}

u32 os_thread_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int count = CPU_COUNT(&set);
    return count > 0 ? (u32)count : 1;
}

void os_mutex_init(OsMutex *mutex) {
    CHECK(pthread_mutex_init(&mutex->raw, NULL) == 0);
}

void os_mutex_deinit(OsMutex *mutex) {
    CHECK(pthread_mutex_destroy(&mutex->raw) == 0);
}

void os_mutex_lock(OsMutex *mutex) {
    CHECK(pthread_mutex_lock(&mutex->raw) == 0);
}

void os_mutex_unlock(OsMutex *mutex) {
    CHECK(pthread_mutex_unlock(&mutex->raw) == 0);
}

void os_cond_init(OsCond *cond) {
    pthread_condattr_t attributes;
    CHECK(pthread_condattr_init(&attributes) == 0);
    CHECK(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0);
    CHECK(pthread_cond_init(&cond->raw, &attributes) == 0);
    pthread_condattr_destroy(&attributes);
}

void os_cond_deinit(OsCond *cond) {
    CHECK(pthread_cond_destroy(&cond->raw) == 0);
}

void os_cond_wait(OsCond *cond, OsMutex *mutex) {
    CHECK(pthread_cond_wait(&cond->raw, &mutex->raw) == 0);
}

Status os_cond_wait_until(OsCond *cond, OsMutex *mutex, i64 deadline_ns) {
    struct timespec deadline = {deadline_ns / NANOSECONDS, deadline_ns % NANOSECONDS};
    int error = pthread_cond_timedwait(&cond->raw, &mutex->raw, &deadline);
    CHECK(error == 0 || error == ETIMEDOUT);
    return error == 0 ? STATUS_OK : STATUS_TIMEOUT;
}

void os_cond_wake_one(OsCond *cond) {
    CHECK(pthread_cond_signal(&cond->raw) == 0);
}

void os_cond_wake_all(OsCond *cond) {
    CHECK(pthread_cond_broadcast(&cond->raw) == 0);
}
