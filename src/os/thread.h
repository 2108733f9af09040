// os/thread.h — threads, mutexes and condition variables, thin over the system's.
//
// A mutex or condition must not move once it is initialised. Misuse is a bug of ours: it stops the
// process.
#pragma once

#include "base/status.h"

#include <pthread.h>

typedef struct {
    pthread_t raw;
} OsThread;

typedef struct {
    pthread_mutex_t raw;
} OsMutex;

typedef struct {
    pthread_cond_t raw;  // its waits use the monotonic clock
} OsCond;

// `stack_bytes` 0 means the system's default. STATUS_BUSY: the system has no thread left.
NODISCARD Status os_thread_start(void (*run)(void *context), void *context, usize stack_bytes,
                                 OsThread *thread);
void os_thread_join(OsThread thread);
u32 os_thread_processors(void);  // how many this process may use; at least 1

void os_mutex_init(OsMutex *mutex);
void os_mutex_deinit(OsMutex *mutex);
void os_mutex_lock(OsMutex *mutex);
void os_mutex_unlock(OsMutex *mutex);

void os_cond_init(OsCond *cond);
void os_cond_deinit(OsCond *cond);
// May wake without reason: test the condition in a loop.
void os_cond_wait(OsCond *cond, OsMutex *mutex);
// STATUS_TIMEOUT: not before `deadline_ns` of os_clock_monotonic_ns.
NODISCARD Status os_cond_wait_until(OsCond *cond, OsMutex *mutex, i64 deadline_ns);
void os_cond_wake_one(OsCond *cond);
void os_cond_wake_all(OsCond *cond);
