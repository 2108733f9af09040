#define _GNU_SOURCE
#include "os/sem.h"

#include "os/shm_failure_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { SEM_NAME_BYTES_MAX = 251, NS_PER_S = 1000000000, NS_PER_US = 1000 };

typedef struct {
    char text[SEM_NAME_BYTES_MAX + 2];
} SemPath;

static sem_t *raw(OsSem *sem) {
    return (sem_t *)(void *)sem;
}

static bool path_make(const char *name, SemPath *path) {
    usize len = strlen(name);
    if (len == 0 || len > SEM_NAME_BYTES_MAX || strchr(name, '/')) return false;
    path->text[0] = '/';
    memcpy(path->text + 1, name, len + 1);
    return true;
}

Status os_sem_create(const char *name, u32 mode, u32 value, OsSem **sem) {
    SemPath path;
    if (!path_make(name, &path)) return STATUS_INVALID;
    sem_t *made = sem_open(path.text, O_CREAT | O_EXCL, mode ? (mode_t)mode : 0666, value);
    if (made == SEM_FAILED) return shm_failure_status(errno);
    if (mode) {
        // The C library offers no descriptor; this is where it keeps the file.
        char file[sizeof(path.text) + 16];
        snprintf(file, sizeof(file), "/dev/shm/sem.%s", name);
        if (chmod(file, (mode_t)mode) != 0) {
            Status status = shm_failure_status(errno);
            sem_close(made);
            sem_unlink(path.text);
            return status;
        }
    }
    *sem = (OsSem *)(void *)made;
    return STATUS_OK;
}

Status os_sem_open(const char *name, OsSem **sem) {
    SemPath path;
    if (!path_make(name, &path)) return STATUS_INVALID;
    sem_t *opened = sem_open(path.text, 0);
    if (opened == SEM_FAILED) return shm_failure_status(errno);
    *sem = (OsSem *)(void *)opened;
    return STATUS_OK;
}

void os_sem_close(OsSem *sem) {
    if (sem) sem_close(raw(sem));
}

Status os_sem_unlink(const char *name) {
    SemPath path;
    if (!path_make(name, &path)) return STATUS_INVALID;
    return sem_unlink(path.text) == 0 ? STATUS_OK : shm_failure_status(errno);
}

void os_sem_post(OsSem *sem) {
    int saved = errno;  // a signal handler may call this
    (void)sem_post(raw(sem));
    errno = saved;
}

bool os_sem_try(OsSem *sem) {
    return sem_trywait(raw(sem)) == 0;
}

u32 os_sem_value(OsSem *sem) {
    int value = 0;
    if (sem_getvalue(raw(sem), &value) != 0 || value < 0) return 0;
    return (u32)value;
}

Status os_sem_wait_until(OsSem *sem, u64 deadline_ns) {
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / NS_PER_S),
                                .tv_nsec = (long)(deadline_ns % NS_PER_S)};
    if (sem_clockwait(raw(sem), CLOCK_MONOTONIC, &deadline) == 0) return STATUS_OK;
    return shm_failure_status(errno);
}

u64 os_sem_clock_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (u64)now.tv_sec * NS_PER_S + (u64)now.tv_nsec;
}

void os_sem_yield(void) {
    sched_yield();
}

void os_sem_nap_us(u32 duration_us) {
    u64 duration_ns = (u64)duration_us * NS_PER_US;
    struct timespec duration = {.tv_sec = (time_t)(duration_ns / NS_PER_S),
                                .tv_nsec = (long)(duration_ns % NS_PER_S)};
    nanosleep(&duration, NULL);
}
