// os/sem.h — named counting semaphores of the C library, shared between processes, and the clock
// their waits use.
//
// A name has no slash of its own. Every call may be made from any thread; os_sem_post also from a
// signal handler.
#pragma once

#include "base/status.h"

typedef struct OsSem OsSem;  // the C library's own object, in shared memory

// STATUS_EXISTS: the name is taken. `mode` 0 means 0666 less the umask; any other mode is set
// exactly.
NODISCARD Status os_sem_create(const char *name, u32 mode, u32 value, OsSem **sem);
NODISCARD Status os_sem_open(const char *name, OsSem **sem);
void os_sem_close(OsSem *sem);
NODISCARD Status os_sem_unlink(const char *name);

// Adds a token; wakes a waiter. A full semaphore (2147483647 tokens) stays as it is.
void os_sem_post(OsSem *sem);

// Takes a token if there is one; never enters the kernel.
bool os_sem_try(OsSem *sem);

// Tokens at this moment; never enters the kernel.
u32 os_sem_value(OsSem *sem);

// Waits for a token. STATUS_TIMEOUT: not before `deadline_ns` of os_sem_clock_ns;
// STATUS_INTERRUPTED: a signal handler ran.
NODISCARD Status os_sem_wait_until(OsSem *sem, u64 deadline_ns);

// The monotonic clock, in nanoseconds.
u64 os_sem_clock_ns(void);

// Lets others run first that wait for this processor; returns at once if there are none.
void os_sem_yield(void);

// Gives the processor away for about this long.
void os_sem_nap_us(u32 duration_us);
